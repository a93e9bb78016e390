import { rmSync } from 'node:fs';
import { preparedFolder } from './folder';

export default function remove(): void {
  rmSync(preparedFolder(), { recursive: true, force: true });
}
