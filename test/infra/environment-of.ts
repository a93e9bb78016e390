import { z } from 'zod';
import { type Plans } from '../../scripts/test-infra-plans';

const Service = z.object({
  template: z.tuple([
    z.object({
      containers: z.tuple([
        z.object({ env: z.array(z.object({ name: z.string(), value: z.string() })) }),
      ]),
    }),
  ]),
});

/** The environment of a function in one planned deployment. */
export function environmentOf(plans: Plans, run: string, name: string): Record<string, string> {
  const change = plans
    .get(run)
    ?.resource_changes.find(
      ({ type, index }) => type === 'google_cloud_run_v2_service' && index === name,
    );
  if (!change) throw new Error(`The plan ${run} has no function ${name}.`);
  const { env } = Service.parse(change.change.after).template[0].containers[0];
  return Object.fromEntries(env.map((each) => [each.name, each.value]));
}
