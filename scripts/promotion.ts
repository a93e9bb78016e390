import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';
import { z } from 'zod';
import { type Gcloud } from './cloud-run-functions';

// `gcloud artifacts docker images list --include-tags`: a list of tags, or in older releases one text.
const Listed = z.array(
  z.object({
    version: z.string(),
    tags: z.union([z.array(z.string()), z.string().transform((text) => text.split(/,\s*/))]),
  }),
);

const PASSED = /^passed-(by-hand|[0-9a-f]{40})-[0-9a-f-]{36}$/;

/**
 * Why an image may not be promoted, or undefined if it may: a build has recorded with a tag that it passed both tests of
 * its rollout, and it was built from the commit whose infra/ and cloudbuild.promote.yaml are at work now.
 */
export async function refusal(
  gcloud: Gcloud,
  asked: { readonly from: string; readonly digest: string; readonly commit: string },
): Promise<string | undefined> {
  const { from, digest, commit } = asked;
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) {
    return `_DIGEST is sha256: and 64 hexadecimal digits; "${digest}" is not.`;
  }
  const listed = await gcloud([
    ...['artifacts', 'docker', 'images', 'list', from, '--include-tags'],
    `--filter=version=${digest}`,
    '--format=json',
  ]);
  const found = Listed.parse(JSON.parse(listed)).filter(({ version }) => version === digest);
  if (found.length === 0) {
    return `${from} does not have ${digest}: it was never there, or it is among the images that were deleted after a month.`;
  }
  const commits = found.flatMap(({ tags }) => tags).flatMap((tag) => PASSED.exec(tag)?.[1] ?? []);
  if (commits.length === 0) {
    return `${from} has ${digest}, but it has not passed there: its rollout failed, was interrupted, or never began.`;
  }
  if (commits.includes(commit)) return undefined;
  const built = commits.filter((each) => each !== 'by-hand');
  return built.length === 0
    ? `${digest} was built by hand, from files that no commit names. Push them, and promote the image of that build.`
    : `${digest} was built from the commit ${built.join(', ')}. Run the trigger with --sha=${String(built[0])}, so that its variables are those of the image.`;
}

async function main(): Promise<void> {
  const text = { type: 'string', default: '' } as const;
  const { values } = parseArgs({ options: { digest: text, commit: text, from: text } });
  const refused = await refusal(async (args) => {
    const { stdout } = await promisify(execFile)('gcloud', args);
    return stdout;
  }, values);
  process.stdout.write(`${refused ?? `${values.digest} has passed in ${values.from}.`}\n`);
  if (refused !== undefined) process.exitCode = 1;
}

if (require.main === module) void main();
