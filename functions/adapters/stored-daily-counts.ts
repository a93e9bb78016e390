import { z } from 'zod';
import { AGE_BANDS, type DailyCounts } from '../domain/passwords/daily-counts';
import { PROOF_STANDINGS } from '../domain/passwords/proof-dates';
import { documentReader, readApart } from './document-reader';
import { Count, type TopFields, Version } from './stored-document';

const StoredDailyCounts = z
  .object({
    schemaVersion: Version,
    day: z.iso.date(),
    customerId: z.string().min(1),
    ages: z.record(z.enum(AGE_BANDS), Count),
    proofs: z.record(z.enum(PROOF_STANDINGS), Count),
    devicesBehind: Count.exactOptional(),
  } satisfies TopFields<DailyCounts>)
  .transform(({ schemaVersion: _, ...counts }): DailyCounts => counts);

const readDailyCounts = documentReader<DailyCounts>(StoredDailyCounts);

/** The counts in these documents, in the same order, without the unreadable ones. */
export const foundDailyCounts = (
  documents: readonly { readonly path: string; readonly data: unknown }[],
): readonly DailyCounts[] => readApart(readDailyCounts, documents).found;
