import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Plan = z.object({
  resource_changes: z
    .array(z.object({ address: z.string(), change: z.object({ actions: z.array(z.string()) }) }))
    .default([]),
});

/** What a build may do by itself: put another image or environment into a function that is there. */
const DEPLOYS = /^google_cloud_run_v2_service\.function\["[a-z-]+"\]$/;

/**
 * What a plan (`terraform show -json`) changes beyond that: each with what would be done to it. The
 * build's account could not do it anyway; this says so before half of it is done.
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
