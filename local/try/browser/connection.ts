import { type ConfigurationAnswer } from '../../../functions/api/configuration';
import { byId } from '../../../functions/page/browser/element';
import { type TryTexts } from '../try-texts';
import { filled, setStep, type Tone } from './page';

/** Steps 1 and 2: detects the download and asks the service whether it is connected. */
export function followConnection(texts: TryTexts): void {
  byId('download', HTMLAnchorElement).addEventListener('click', () => {
    setStep(texts, 1, true);
  });
  const ask = (): void => void showConnection(texts);
  ask();
  // The user saves in another tab, so ask again when this tab gets the focus.
  window.addEventListener('focus', ask);
}

async function showConnection(texts: TryTexts): Promise<void> {
  const { tone, text } = describe(texts, await readConfiguration());
  const line = byId('connection', HTMLElement);
  line.dataset['tone'] = tone;
  line.textContent = text;
  setStep(texts, 2, tone === 'good');
  if (tone === 'good') setStep(texts, 1, true);
}

async function readConfiguration(): Promise<ConfigurationAnswer | undefined> {
  try {
    const response = await fetch('/v1/configuration');
    return response.ok ? ((await response.json()) as ConfigurationAnswer) : undefined;
  } catch {
    return undefined;
  }
}

function describe(
  { connect, ownRole }: TryTexts,
  configuration: ConfigurationAnswer | undefined,
): { tone: Tone; text: string } {
  if (configuration === undefined) return { tone: 'bad', text: connect.unknown };
  if (!configuration.configured) return { tone: 'plain', text: connect.notConnected };
  if (configuration.verification?.state !== 'ok') return { tone: 'bad', text: connect.failing };
  const { adminUsername: admin } = configuration;
  const text = admin === undefined ? ownRole.connected : filled(connect.connected, { admin });
  return { tone: 'good', text };
}
