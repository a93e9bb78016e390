import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { bundleRows } from './bundle';
import { costRows } from './cost';
import { type Row, ratioOf, table, verdict } from './figure';
import { issueRows } from './issue';
import { memoryRows } from './memory';
import { proofRows } from './proof';
import { largeRotationRows } from './rotation-large';
import { quotaRotationRows } from './rotation-quota';
import { unlimitedRotationRows } from './rotation-unlimited';
import { type Size } from './size';
import { startUpRows } from './start-up';

const BENCHES: Readonly<Record<string, (size: Size) => Promise<Row[]>>> = {
  issue: issueRows,
  proof: proofRows,
  'rotation-quota': quotaRotationRows,
  rotation: unlimitedRotationRows,
  large: largeRotationRows,
  memory: memoryRows,
  'start-up': startUpRows,
  bundle: bundleRows,
  cost: costRows,
};

/** The number of users in the very large run, and the time that Google takes for a call in it. */
const LARGE = 100_000;
const LATENCY_MS = 80;

const USAGE = `Measures what docs/performance.md explains, on this machine, with nothing outside of it.

  --only NAME    only this part: ${Object.keys(BENCHES).join(', ')}; may be repeated
  --quick        smaller runs: some three minutes in all
  --large        a run of 100,000 users as well
  --users N      with --large: a run of N users instead
  --latency-ms N with --large: Google takes N ms a call, not 80; a million users in half an hour need about 10
  --json FILE    the figures as JSON too
  --help         this text

Ends with 1 when a figure is not met; the table says which. What could not be run is named, and counts
for nothing.
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      large: { type: 'boolean', default: false },
      users: { type: 'string' },
      'latency-ms': { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const { quick, large, users, 'latency-ms': latencyMs } = values;
  const wrong =
    values.only?.some((name) => !(name in BENCHES)) === true ||
    (users !== undefined && !(large && /^[1-9]\d{0,6}$/.test(users))) ||
    (latencyMs !== undefined && !(large && /^\d{1,3}$/.test(latencyMs)));
  if (values.help || wrong) {
    process.stderr.write(USAGE);
    process.exitCode = wrong ? 2 : 0;
    return;
  }
  const size: Size = {
    quick,
    large,
    users: Number(users ?? LARGE),
    latencyMs: Number(latencyMs ?? LATENCY_MS),
  };
  const rows: Row[] = [];
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (values.only !== undefined && !values.only.includes(name)) continue;
    process.stderr.write(`${name} …\n`);
    rows.push(...(await bench(size)));
  }
  const missed = rows.filter((row) => verdict(row) === 'not met').map(({ name }) => name);
  process.stdout.write(report(rows, missed));
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify(asJson(rows, size), null, 2)}\n`);
  if (missed.length > 0) process.exitCode = 1;
}

function report(rows: readonly Row[], missed: readonly string[]): string {
  return [
    table(rows),
    'What was run:',
    ...rows.flatMap((row) => ('skipped' in row ? [] : [`  ${row.name}: ${row.run}`])),
    '',
    missed.length === 0 ? 'Every figure that was taken is met.' : `Not met: ${missed.join('; ')}.`,
    '',
  ].join('\n');
}

const asJson = (rows: readonly Row[], size: Size): object => ({
  at: new Date().toISOString(),
  machine: { cores: availableParallelism(), processor: cpus()[0]?.model, node: process.version },
  ...size,
  figures: rows.map((row) => ({
    ...row,
    ...('skipped' in row ? {} : { ratio: ratioOf(row) }),
    verdict: verdict(row),
  })),
});

void main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
});
