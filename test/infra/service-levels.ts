import { z } from 'zod';
import { type Plan, type Plans } from '../../scripts/test-infra-plans';
import { type Entry, matchesFilter } from './log-filter';

// The objectives of a plan, computed from log entries as Cloud Monitoring does: metrics count entries, an objective
// divides two of them, and an alert compares how fast the budget burns.

const Metric = z.object({ name: z.string(), filter: z.string() });
const Slo = z.object({
  slo_id: z.string(),
  goal: z.number(),
  request_based_sli: z.array(
    z.object({
      good_total_ratio: z.array(
        z.object({ bad_service_filter: z.string(), total_service_filter: z.string() }),
      ),
    }),
  ),
});
const Policy = z.object({
  display_name: z.string(),
  combiner: z.string(),
  conditions: z.array(
    z.object({
      condition_threshold: z.array(
        z.object({
          filter: z.string(),
          comparison: z.literal('COMPARISON_GT'),
          threshold_value: z.number(),
          aggregations: z.array(z.object({ alignment_period: z.string() })).nullish(),
        }),
      ),
    }),
  ),
});
type Condition = z.infer<typeof Policy>['conditions'][number]['condition_threshold'][number];

export const after = <Shape>(plan: Plan, type: string, shape: z.ZodType<Shape>): Shape[] =>
  plan.resource_changes
    .filter((each) => each.type === type && each.change.after !== null)
    .map(({ change }) => shape.parse(change.after));

/** An entry, and when it was written: seconds before now. */
export type Written = { readonly entry: Entry; readonly secondsAgo: number };

/** The objectives and their alerts, as one plan has them. */
export class ServiceLevels {
  readonly #metrics: readonly z.infer<typeof Metric>[];
  readonly #levels: readonly z.infer<typeof Slo>[];
  readonly #policies: readonly z.infer<typeof Policy>[];

  constructor(plan: Plan) {
    this.#metrics = after(plan, 'google_logging_metric', Metric);
    this.#levels = after(plan, 'google_monitoring_slo', Slo);
    const policies = after(plan, 'google_monitoring_alert_policy', z.looseObject({}));
    this.#policies = policies
      .filter((each) => JSON.stringify(each).includes('select_slo_burn_rate'))
      .map((each) => Policy.parse(each));
  }

  /** Those of the deployment that has everything. */
  static of(plans: Plans): ServiceLevels {
    const plan = plans.get('defaults/watched_and_audited');
    if (plan === undefined) throw new Error('infra/tests has no run watched_and_audited.');
    return new ServiceLevels(plan);
  }

  get alerts(): readonly string[] {
    return this.#policies.map(({ display_name }) => display_name);
  }

  /** What an objective makes of one entry. */
  verdict(level: string, entry: Entry): 'good' | 'bad' | 'not counted' {
    const { bad, total } = this.#ratioOf(level);
    const isBad = this.#counts(bad, entry);
    if (this.#counts(total, entry)) return isBad ? 'bad' : 'good';
    if (isBad) throw new Error(`${level} has a bad event that is not among all of them.`);
    return 'not counted';
  }

  /** What it makes of those that it counts. */
  verdicts(level: string, entries: readonly Entry[]): string[] {
    const all = entries.map((entry) => this.verdict(level, entry));
    return all.filter((each) => each !== 'not counted');
  }

  /** The alerts that these entries raise now. */
  raised(entries: readonly Written[]): readonly string[] {
    return this.#policies
      .filter(({ combiner, conditions }) => {
        if (combiner !== 'AND') throw new Error(`This test does not know ${combiner}.`);
        return conditions.every((each) =>
          each.condition_threshold.every((condition) => this.#isMet(condition, entries)),
        );
      })
      .map(({ display_name }) => display_name);
  }

  #isMet(
    { filter, threshold_value, aggregations }: Condition,
    entries: readonly Written[],
  ): boolean {
    const [, level = '', window] =
      /^select_slo_burn_rate\(".+\/serviceLevelObjectives\/([\w-]+)", "(\d+)s"\)$/.exec(filter) ??
      [];
    if (window !== undefined) {
      return this.#burn(level, within(entries, Number(window))) > threshold_value;
    }
    const period = Number.parseInt(aggregations?.[0]?.alignment_period ?? '', 10);
    const counted = within(entries, period).filter((entry) => this.#counts(filter, entry));
    return counted.length > threshold_value;
  }

  /** How many times as fast as it may the budget burns in these entries. */
  #burn(level: string, entries: readonly Entry[]): number {
    const verdicts = entries.map((entry) => this.verdict(level, entry));
    const bad = verdicts.filter((each) => each === 'bad').length;
    const total = verdicts.filter((each) => each !== 'not counted').length;
    return total === 0 ? 0 : bad / total / (1 - this.#levelOf(level).goal);
  }

  #ratioOf(level: string): { bad: string; total: string } {
    const [ratio] = this.#levelOf(level).request_based_sli.flatMap((sli) => sli.good_total_ratio);
    return { bad: ratio?.bad_service_filter ?? '', total: ratio?.total_service_filter ?? '' };
  }

  #levelOf(id: string): z.infer<typeof Slo> {
    const level = this.#levels.find(({ slo_id }) => slo_id === id);
    if (level === undefined) throw new Error(`There is no objective ${id}.`);
    return level;
  }

  /** Whether the metric that this filter selects counts the entry. */
  #counts(filter: string, entry: Entry): boolean {
    const name = /metric\.type="logging\.googleapis\.com\/user\/([\w-]+)"/.exec(filter)?.[1];
    const metric = this.#metrics.find((each) => each.name === name);
    if (metric === undefined) throw new Error(`No metric has what ${filter} selects.`);
    return matchesFilter(metric.filter, entry);
  }
}

const within = (entries: readonly Written[], seconds: number): Entry[] =>
  entries.filter(({ secondsAgo }) => secondsAgo < seconds).map(({ entry }) => entry);
