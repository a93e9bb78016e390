import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Plans, plansOf } from '../../scripts/test-infra-plans';

let plans: Plans;
beforeAll(async () => {
  plans = await plansOf('infra', 'defaults');
}, 180_000);

const log = readFileSync('functions/log.ts', 'utf8');
const Metric = z.object({
  filter: z.string(),
  value_extractor: z.string().nullish(),
  label_extractors: z.record(z.string(), z.string()).nullish(),
});

const planned = log.includes("'rotation-run'") ? it : it.skip;
planned(
  'every metric counts a line that functions/log.ts writes, by fields that it has (skipped until it writes rotation-run)',
  () => {
    const metrics = (plans.get('defaults/defaults')?.resource_changes ?? [])
      .filter(({ type }) => type === 'google_logging_metric')
      .map(({ change }) => Metric.parse(change.after));
    expect(metrics).toHaveLength(11);
    for (const { filter, value_extractor, label_extractors } of metrics) {
      const line = /jsonPayload\.message="([^"]+)"/.exec(filter)?.[1];
      expect(log).toContain(`'${String(line)}'`);
      const used = [filter, value_extractor ?? '', ...Object.values(label_extractors ?? {})].join(
        ' ',
      );
      for (const [, field] of used.matchAll(/jsonPayload\.(\w+)/g)) {
        if (field !== 'message') expect(log).toMatch(new RegExp(`\\b${String(field)}\\??: `));
      }
    }
  },
);
