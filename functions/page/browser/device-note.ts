import { type AccountAnswer } from '../../api/account';
import { type DeviceAnswer } from '../../api/device';
import { element } from './element';
import { numberWords } from './format';
import { type PageContext } from './page-context';

/** More names than these are only counted. */
const NAMED = 5;

/** Which devices lack the current password; empty: no device is known. */
export function deviceNote(context: PageContext, { devices = [] }: AccountAnswer): HTMLElement[] {
  if (devices.length === 0) return [];
  const texts = context.texts.devices;
  const behind = devices.filter((device) => device.behind);
  const count = devices.length;
  if (behind.length === 0) return [hint(texts.all(count, numberWords(context, count)))];
  return grouped(behind).map(({ words, version, some }) => {
    const shown = numberWords(context, some.length);
    const number = numberWords(context, version);
    return hint(texts[words](some.length, shown, number, namesOf(context, some)));
  });
}

type Group = {
  readonly words: 'older' | 'failed';
  readonly version: number;
  readonly some: readonly DeviceAnswer[];
};

/** One group for each version that devices have or could not install, the oldest first. */
function grouped(behind: readonly DeviceAnswer[]): readonly Group[] {
  const groups = (['installed', 'failed'] as const).flatMap((state) => {
    const some = behind.filter((device) => device.state === state);
    const versions = [...new Set(some.map(({ version }) => version))].toSorted((a, b) => a - b);
    return versions.map((version) => ({
      words: state === 'failed' ? ('failed' as const) : ('older' as const),
      version,
      some: some.filter((device) => device.version === version),
    }));
  });
  return groups;
}

function namesOf(context: PageContext, some: readonly DeviceAnswer[]): string {
  const names = some.slice(0, NAMED).map(({ name, deviceId }) => name ?? deviceId);
  const left = some.length - names.length;
  const listed = names.join(', ');
  return left === 0 ? listed : context.texts.devices.and(listed, numberWords(context, left));
}

const hint = (text: string): HTMLElement => element('p', { class: 'hint' }, text);
