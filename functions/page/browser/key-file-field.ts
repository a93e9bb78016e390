import { MAX_KEY_FILE_BYTES } from '../../domain/configuration/key-file';
import { checkKeyFile, type KeyFile } from '../key-file';
import { element, setText } from './element';
import { type PageContext } from './page-context';

/** The chosen file: a key, a wrong file with a reason to show, or none. */
export type ChosenFile =
  | { readonly kind: 'key'; readonly key: KeyFile }
  | { readonly kind: 'wrong'; readonly why: readonly HTMLElement[] }
  | { readonly kind: 'none' };

/** Reads the chosen file, in the browser only, and reports immediately if it is the wrong one. */
export async function readChosenFile(
  context: PageContext,
  input: HTMLInputElement,
): Promise<ChosenFile> {
  const texts = context.texts.connectForm;
  const file = input.files?.[0];
  if (!file) return { kind: 'none' };
  // A file of that size is not a key file, so it is not read.
  if (file.size > MAX_KEY_FILE_BYTES) return wrong(context, texts.faults['too-large']);
  try {
    const check = checkKeyFile(file.name, new Uint8Array(await file.arrayBuffer()));
    if (check.kind === 'ok') return { kind: 'key', key: check.key };
    const missing = check.missing ? ` ${check.missing.join(', ')}` : '';
    return wrong(context, texts.faults[check.fault] + missing);
  } catch {
    return { kind: 'wrong', why: [element('span', {}, texts.unreadableFile)] };
  }
}

function wrong(context: PageContext, why: string): ChosenFile {
  const { wrongFile, howToGetOne } = context.texts.connectForm;
  return {
    kind: 'wrong',
    why: [element('b', {}, wrongFile), element('span', {}, ` ${why} ${howToGetOne}`)],
  };
}

/** Shows the error of a field and links it to the field. Clears it if there is none. */
export function markFault(
  input: HTMLElement,
  target: HTMLElement,
  fault: string | readonly HTMLElement[] | undefined,
): void {
  if (typeof fault === 'object') {
    target.replaceChildren(...fault);
    target.hidden = false;
  } else setText(target, fault);
  if (fault === undefined) input.removeAttribute('aria-invalid');
  else input.setAttribute('aria-invalid', 'true');
}
