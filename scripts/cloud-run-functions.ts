import { z } from 'zod';

/**
 * Runs gcloud and returns its standard output. Rejects with gcloud's own words if it fails or cannot be started;
 * the call may then have had its effect.
 */
export type Gcloud = (args: readonly string[]) => Promise<string>;

/** Where the functions are. */
export type Place = { readonly project: string; readonly region: string };

/** The tag of the revision that is tested. It is in the address of the smoke test, so it stays short. */
export const CANDIDATE = 'candidate';
/** The tag of the revision that had all calls before, and has them again if a test fails. */
export const FORMER = 'former';

/** One function in Cloud Run. Revisions are named as Cloud Run names them, such as `passwords-00012-abc`. */
export type CloudRunFunction = {
  readonly name: string;
  /** The revision that gets all calls. Absent until the first one is ready. */
  readonly serving: string | undefined;
  /** Whether the next revision gets all calls by itself, as when no rollout is under way. */
  readonly followsLatest: boolean;
  readonly candidate: string | undefined;
  readonly former: string | undefined;
  readonly newest: string;
  readonly newestIsReady: boolean;
  /** The image of the newest revision, as Terraform names it: by its digest. */
  readonly newestImage: string;
};

// The fields of `gcloud run services list --format=json` (the v1 API of Cloud Run) that a rollout needs.
const Services = z.array(
  z.object({
    metadata: z.object({ name: z.string() }),
    spec: z.object({
      template: z.object({
        spec: z.object({ containers: z.array(z.object({ image: z.string() })) }),
      }),
    }),
    status: z.object({
      latestCreatedRevisionName: z.string(),
      latestReadyRevisionName: z.string().optional(),
      traffic: z
        .array(
          z.object({
            revisionName: z.string().optional(),
            percent: z.number().optional(),
            latestRevision: z.boolean().optional(),
            tag: z.string().optional(),
          }),
        )
        .default([]),
    }),
  }),
);

/** The deployment's functions, by name. Throws if somebody has split the calls of one between revisions. */
export async function functionsIn(
  gcloud: Gcloud,
  { project, region }: Place,
): Promise<readonly CloudRunFunction[]> {
  const listed = await gcloud([
    ...['run', 'services', 'list', `--project=${project}`, `--region=${region}`],
    '--filter=metadata.labels.application=google-apps-passwords',
    '--format=json',
  ]);
  return Services.parse(JSON.parse(listed))
    .map(functionOf)
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

function functionOf({
  metadata: { name },
  spec,
  status: { traffic, ...status },
}: z.infer<typeof Services>[number]): CloudRunFunction {
  const share = traffic.filter(({ percent = 0 }) => percent > 0);
  if (share.length > 1) {
    const parts = share.map(({ revisionName = '', percent = 0 }) => `${revisionName} ${percent} %`);
    throw new Error(
      `Somebody has split the calls of ${name}: ${parts.join(', ')}. Give one revision all of them first: docs/operate.md, "When a rollout stopped".`,
    );
  }
  const tagged = (wanted: string) => traffic.find(({ tag }) => tag === wanted)?.revisionName;
  return {
    name,
    serving: share[0]?.revisionName,
    followsLatest: share[0]?.latestRevision === true,
    candidate: tagged(CANDIDATE),
    former: tagged(FORMER),
    newest: status.latestCreatedRevisionName,
    newestImage: spec.template.spec.containers.map(({ image }) => image).join(' and '),
    newestIsReady: status.latestCreatedRevisionName === status.latestReadyRevisionName,
  };
}

/** Changes where the calls of one function go, or its tags. Flags are those of `update-traffic`. */
export async function updateTraffic(
  gcloud: Gcloud,
  { project, region }: Place,
  name: string,
  ...flags: readonly string[]
): Promise<void> {
  await gcloud([
    ...['run', 'services', 'update-traffic', name, `--project=${project}`, `--region=${region}`],
    ...flags,
    '--quiet',
  ]);
}
