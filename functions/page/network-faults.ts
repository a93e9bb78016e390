import { type FieldError } from '../api/problem';
import { NETWORK_FIELDS, type NetworkField } from './network-field';
import { type networksEn } from './texts/networks';

/** What was sent, as far as its faults are explained by it. */
export type EnteredNetwork = {
  readonly id: string;
  readonly serverNames: readonly string[];
  readonly caCertificates: readonly string[];
};

/**
 * The error text per field of the network at `index`, in the language of `texts`. Empty if the errors name no
 * field of it.
 */
export function networkFaults(
  texts: typeof networksEn,
  errors: readonly FieldError[],
  index: number,
  sent: readonly EnteredNetwork[],
): ReadonlyMap<NetworkField, string> {
  const faults = new Map<NetworkField, string>();
  for (const field of NETWORK_FIELDS) {
    const place = `/networks/${index}/${field}`;
    const error = errors.find(
      ({ pointer }) => pointer === place || pointer.startsWith(`${place}/`),
    );
    const item = error?.pointer.slice(place.length + 1);
    if (item !== undefined) faults.set(field, faultText(texts, field, index, { item, sent }));
  }
  return faults;
}

function faultText(
  texts: typeof networksEn,
  field: NetworkField,
  index: number,
  { item, sent }: { readonly item: string; readonly sent: readonly EnteredNetwork[] },
): string {
  const entered = sent[index];
  const at = item === '' ? undefined : Number(item);
  if (field === 'serverNames' && at !== undefined) {
    return texts.wrongServer(entered?.serverNames[at] ?? '');
  }
  if (field === 'caCertificates' && at !== undefined) return texts.unreadable;
  if (field === 'id' && sent.some(({ id }, other) => other !== index && id === entered?.id)) {
    return texts.idTaken;
  }
  return texts.faults[field];
}
