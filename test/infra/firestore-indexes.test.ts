import { z } from 'zod';
import {
  COMPOSITE_INDEXES,
  UNINDEXED_FIELDS,
} from '../../functions/adapters/gcp/firestore-indexes';
import { type Plans, plansOf } from '../../scripts/test-infra-plans';

let plans: Plans;
beforeAll(async () => {
  plans = await plansOf('infra', 'defaults');
}, 180_000);

const Index = z.object({
  collection: z.string(),
  fields: z.array(z.object({ field_path: z.string(), order: z.string() })),
});
const Field = z.object({
  collection: z.string(),
  field: z.string(),
  index_config: z.tuple([z.unknown()]),
});

const planned = (type: string): unknown[] =>
  (plans.get('defaults/defaults')?.resource_changes ?? [])
    .filter((each) => each.type === type)
    .map(({ change }) => change.after);

const byText = (a: unknown, b: unknown): number =>
  JSON.stringify(a).localeCompare(JSON.stringify(b));

it('Terraform makes exactly the composite indexes that the queries need', () => {
  const made = planned('google_firestore_index').map((index) => {
    const { collection, fields } = Index.parse(index);
    return {
      collection,
      fields: fields.map(({ field_path, order }) => ({ fieldPath: field_path, order })),
    };
  });
  expect(made.toSorted(byText)).toEqual(COMPOSITE_INDEXES.toSorted(byText));
});

it('Terraform switches off exactly the indexes that no query uses', () => {
  const made = planned('google_firestore_field').map((each) => {
    const { collection, field } = Field.parse(each);
    return { collection, fieldPath: field };
  });
  expect(made.toSorted(byText)).toEqual(UNINDEXED_FIELDS.toSorted(byText));
});
