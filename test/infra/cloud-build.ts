import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const Build = z.looseObject({
  timeout: z.string(),
  serviceAccount: z.string(),
  options: z.looseObject({ logging: z.string() }),
  substitutions: z.record(z.string(), z.string()),
  steps: z.array(
    z.looseObject({
      id: z.string(),
      name: z.string(),
      timeout: z.string(),
      entrypoint: z.string().optional(),
      args: z.array(z.string()).optional(),
      script: z.string().optional(),
      waitFor: z.array(z.string()).optional(),
    }),
  ),
});

/** The parts of cloudbuild.yaml that the tests read. */
export type CloudBuild = z.infer<typeof Build>;

export const cloudBuild = (file = 'cloudbuild.yaml'): CloudBuild =>
  Build.parse(parse(readFileSync(file, 'utf8')));
