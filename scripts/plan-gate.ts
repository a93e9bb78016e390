import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Plan = z.object({
  resource_changes: z
    .array(z.object({ address: z.string(), change: z.object({ actions: z.array(z.string()) }) }))
    .default([]),
});

/** What a build may do unattended: set another image or environment in an existing function. */
const DEPLOYS = /^google_cloud_run_v2_service\.function\["[a-z-]+"\]$/;

/**
 * What a plan (`terraform show -json`) changes beyond that, with the action for each. The build's account
 * lacks the permissions anyway; this check reports it before half of the plan is applied.
 */
export function beyondDeploying(planJson: string): readonly string[] {
  return Plan.parse(JSON.parse(planJson))
    .resource_changes.filter(({ address, change: { actions } }) => {
      const idle = actions.every((action) => action === 'no-op' || action === 'read');
      return !idle && !(actions.join() === 'update' && DEPLOYS.test(address));
    })
    .map(({ address, change }) => `${change.actions.join(' and ')} ${address}`);
}

function main(path: string | undefined): void {
  const beyond = beyondDeploying(readFileSync(path ?? '', 'utf8'));
  if (beyond.length === 0) {
    process.stdout.write('The plan changes nothing but the functions.\n');
    return;
  }
  process.stdout.write(
    `This push changes more than the functions:\n${beyond.map((each) => `  ${each}\n`).join('')}` +
      'A person applies that: docs/operate.md, "Changing the infrastructure". The image is pushed; push again, or apply with it.\n',
  );
  process.exitCode = 1;
}

if (require.main === module) main(process.argv[2]);
