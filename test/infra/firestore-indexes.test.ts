import { z } from 'zod';
import {
  COMPOSITE_INDEXES,
  FORGOTTEN_AT,
  UNINDEXED_FIELDS,
} from '../../functions/adapters/gcp/firestore-indexes';
import { type Plans, plansOf } from '../../scripts/test-infra-plans';

let plans: Plans;
beforeAll(async () => {
  plans = await plansOf('infra', 'defaults');
});

const Index = z.object({
  collection: z.string(),
  fields: z.array(z.object({ field_path: z.string(), order: z.string() })),
});
const Field = z.object({
  collection: z.string(),
  field: z.string(),
  index_config: z.tuple([z.unknown()]),
  ttl_config: z.array(z.unknown()),
});

const planned = (type: string, name?: string): unknown[] =>
  (plans.get('defaults/defaults')?.resource_changes ?? [])
    .filter((each) => each.type === type && (name === undefined || each.name === name))
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
  const made = planned('google_firestore_field', 'unindexed').map((each) => {
    const { collection, field, ttl_config } = Field.parse(each);
    expect(ttl_config).toEqual([]);
    return { collection, fieldPath: field };
  });
  expect(made.toSorted(byText)).toEqual(UNINDEXED_FIELDS.toSorted(byText));
});

it('Firestore forgets by exactly the field that the adapter writes', () => {
  const made = planned('google_firestore_field', 'forgotten').map((each) => {
    const { collection, field, ttl_config } = Field.parse(each);
    expect(ttl_config).toHaveLength(1);
    return { collection, fieldPath: field };
  });
  expect(made).toEqual([FORGOTTEN_AT]);
});
