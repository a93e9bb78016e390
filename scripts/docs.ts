import { readFileSync, writeFileSync } from 'node:fs';
import { openApiText } from './openapi-text';
import { GENERATED_PARTS, withPart } from './generated-docs';

/** `npm run docs`: writes the generated parts into the documents. */
for (const part of GENERATED_PARTS) {
  writeFileSync(part.file, withPart(readFileSync(part.file, 'utf8'), part));
}
writeFileSync('docs/openapi.json', openApiText());
