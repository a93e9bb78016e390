import { execFile } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { type Gcloud } from './cloud-run-functions';

// The fields of `gcloud artifacts docker images describe --show-package-vulnerability` that are read here.
const Described = z.object({
  discovery_summary: z
    .object({
      discovery: z.array(
        z.object({ discovery: z.object({ analysisStatus: z.string().default('PENDING') }) }),
      ),
    })
    .default({ discovery: [] }),
  package_vulnerability_summary: z
    .object({
      vulnerabilities: z.record(
        z.string(),
        z.array(
          z.object({
            noteName: z.string(),
            vulnerability: z.object({
              packageIssue: z.array(z.object({ affectedPackage: z.string() })).default([]),
            }),
          }),
        ),
      ),
    })
    .default({ vulnerabilities: {} }),
});

/** From which severity on a build stops; `report` never stops one. */
export type StopAt = 'report' | 'HIGH' | 'CRITICAL';
const STOPS: Record<StopAt, readonly string[]> = {
  report: [],
  CRITICAL: ['CRITICAL'],
  HIGH: ['CRITICAL', 'HIGH'],
};

/** Severities of Google's below HIGH. A vulnerability that Google has not rated has one of the last two. */
const BELOW = ['MEDIUM', 'LOW', 'MINIMAL', 'SEVERITY_UNSPECIFIED', 'None'];
const UNRATED = ['SEVERITY_UNSPECIFIED', 'None'];

const ATTEMPTS = 60;

/**
 * Waits for Google's scan of a pushed image and lists the vulnerabilities of severity HIGH and CRITICAL. Returns false
 * if one of them stops the build, or if a scan that may stop it has not ended.
 */
export async function passesScan(
  gcloud: Gcloud,
  image: string,
  stopAt: StopAt,
  { say, wait }: { readonly say: (line: string) => void; readonly wait: () => Promise<unknown> },
): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    let described: z.infer<typeof Described>;
    try {
      const text = await gcloud([
        ...['artifacts', 'docker', 'images', 'describe', image],
        ...['--show-package-vulnerability', '--format=json'],
      ]);
      described = Described.parse(JSON.parse(text));
    } catch (error) {
      say(`The scan cannot be read, so nothing is known about this image. ${String(error)}`);
      return stopAt === 'report';
    }
    const status = described.discovery_summary.discovery.map(
      (each) => each.discovery.analysisStatus,
    );
    if (status.some((each) => each.startsWith('FINISHED_') && each !== 'FINISHED_SUCCESS')) {
      say(`The scan ended with ${status.join(', ')}, so nothing is known about this image.`);
      return stopAt === 'report';
    }
    if (status.length > 0 && status.every((each) => each === 'FINISHED_SUCCESS')) {
      return judged(described.package_vulnerability_summary.vulnerabilities, stopAt, say);
    }
    await wait();
  }
  say('The scan has not ended after ten minutes, so nothing is known about this image.');
  return stopAt === 'report';
}

function judged(
  found: z.infer<typeof Described>['package_vulnerability_summary']['vulnerabilities'],
  stopAt: StopAt,
  say: (line: string) => void,
): boolean {
  const unknown = Object.keys(found).filter((each) => ![...STOPS.HIGH, ...BELOW].includes(each));
  if (unknown.length > 0) {
    say(`The scan has severities that are not known here: ${unknown.join(', ')}.`);
    if (stopAt !== 'report') return false;
  }
  const unrated = UNRATED.flatMap((each) => found[each] ?? []).length;
  if (unrated > 0) say(`${unrated} have no severity yet, and stop no build.`);
  for (const severity of STOPS.HIGH) {
    for (const { noteName, vulnerability } of found[severity] ?? []) {
      const packages = vulnerability.packageIssue.map((each) => each.affectedPackage);
      say(`${severity} ${noteName.replace(/^.*\//, '')} in ${packages.join(', ')}`);
    }
  }
  const stopping = STOPS[stopAt].flatMap((severity) => found[severity] ?? []).length;
  say(
    stopping > 0
      ? `${stopping} of them stop this build: image_scanning is ${stopAt}.`
      : 'The scan has found nothing that stops this build.',
  );
  return stopping === 0;
}

async function main([image = '', stopAt = 'report']: readonly string[]): Promise<void> {
  const passed = await passesScan(
    async (args) => (await promisify(execFile)('gcloud', args, { maxBuffer: 50_000_000 })).stdout,
    image,
    z.enum(['report', 'HIGH', 'CRITICAL']).parse(stopAt),
    {
      say: (line) => void process.stdout.write(`${line}\n`),
      wait: () => setTimeout(10_000),
    },
  );
  if (!passed) process.exitCode = 1;
}

if (require.main === module) void main(process.argv.slice(2));
