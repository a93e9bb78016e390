import { BareBinds } from './bare-binds';
import { type Row } from './figure';
import { Google, type GoogleUser, type SecureLdap } from './google';
import { HelloWorld } from './hello-world';
import { callJson } from './http-call';
import { atOnce, atRate } from './load';
import { Service } from './service';
import { type Size } from './size';
import { median, quantile } from './statistics';

const PER_SECOND = 20;
/** Far above that: what keeps binds apart is not measured. */
const PACE_PER_SECOND = 1_000;
const LATENCY_MS = 80;

type Person = GoogleUser & { readonly password: string };

/** Each returns its duration in milliseconds. */
type Calls = Record<'bare' | 'hello' | 'proved', (person: Person) => Promise<number>>;

type Round = Readonly<Record<keyof Calls, readonly number[]>>;

/**
 * What the service adds to a proof: to the look-up at Google and the bind at Secure LDAP that it makes. Rounds of
 * proofs take turns with rounds of the same two made directly, and with calls to a hello world, from the same
 * generator at the same rate. Then, how many binds Google's quota refuses when far more proofs are wanted.
 */
export async function proofRows({ quick }: Size): Promise<Row[]> {
  const [rounds, seconds, warmUp] = quick ? [3, 3, 300] : [7, 5, 1_000];
  const perRound = PER_SECOND * seconds;
  const google = await Google.start(perRound, { secureLdap: true });
  const ldap = await google.secureLdap();
  const helloWorld = await HelloWorld.start();
  try {
    await google.signIn();
    const service = await provingService(google, ldap, {
      PROOFS_PER_SECOND: String(PACE_PER_SECOND),
    });
    const people = await issued(google, service);
    const binds = new BareBinds(ldap);
    const calls: Calls = {
      bare: (person) => lookUpAndBind(google, binds, person),
      hello: () => helloWorld.call(),
      proved: (person) => prove(service, person),
    };
    await google.setBindQuota(null);
    await atOnce(
      Array.from({ length: warmUp }, (_, nth) => people[nth % perRound]!),
      10,
      async (person) => {
        for (const call of Object.values(calls)) await call(person);
      },
    );
    await google.setLatency(LATENCY_MS);
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round += 1) measured.push(await roundOf(calls, people));
    await service.stop();
    const run = `${rounds} rounds of ${perRound} at ${PER_SECOND} a second, Google ${LATENCY_MS} ms a look-up and without a quota, after ${warmUp} to warm up`;
    return [...addedRows(measured, run), await refusedRow(google, ldap)];
  } finally {
    await helloWorld.stop();
    await google.stop();
  }
}

async function provingService(
  google: Google,
  { url, servername, caFile, certificate, privateKey }: SecureLdap,
  env: Readonly<Record<string, string>> = {},
): Promise<Service> {
  const place = {
    SECURE_LDAP_URL: url,
    SECURE_LDAP_SERVERNAME: servername,
    SECURE_LDAP_CA: caFile,
  };
  const service = await Service.start(google, { ...place, ...env });
  await service.connectSecureLdap({ certificate, privateKey });
  return service;
}

async function issued(google: Google, service: Service): Promise<Person[]> {
  const people: Person[] = [];
  await google.setLatency(0);
  await atOnce(google.users, 10, async (user) => {
    const { text } = await service.issue(user);
    people.push({ ...user, password: (JSON.parse(text) as { password: string }).password });
  });
  return people;
}

const roundOf = async (calls: Calls, people: readonly Person[]): Promise<Round> => ({
  bare: await atRate(people, PER_SECOND, calls.bare),
  hello: await atRate(people, PER_SECOND, calls.hello),
  proved: await atRate(people, PER_SECOND, calls.proved),
});

function addedRows(rounds: readonly Round[], run: string): Row[] {
  const of = (pick: (round: Round) => number): number => median(rounds.map(pick));
  const added = ({ proved, bare }: Round): number => median(proved) - median(bare);
  return [
    {
      name: "proof: time added to Google's own look-up and bind, p50",
      goal: { of: 'ratio', atMost: 2 },
      unit: 'ms',
      measured: of(added),
      beside: { name: "a hello world's answer", value: of(({ hello }) => median(hello)) },
      ratio: of((round) => added(round) / median(round.hello)),
      run,
    },
    {
      name: 'the look-up and the bind made bare, p50',
      unit: 'ms',
      measured: of(({ bare }) => median(bare)),
      beside: { name: 'its p99', value: of(({ bare }) => quantile(bare, 0.99)) },
      run,
    },
  ];
}

/** A run of proofs while callers want four a second: more than Google's quota, so some are told to come again. */
async function refusedRow(google: Google, ldap: SecureLdap): Promise<Row> {
  await google.setBindQuota(4);
  const service = await provingService(google, ldap);
  const people = (await issued(google, service)).slice(0, 40);
  const before = await google.stats();
  await callJson('POST', `${service.url}/v1/proofs`, { scope: 'all' });
  const answers = await atRate([...people, ...people], 4, (person) => service.prove(person));
  const after = await google.stats();
  await service.stop();
  const binds = after.binds.total - before.binds.total;
  const refused = (after.binds.byCode['11'] ?? 0) - (before.binds.byCode['11'] ?? 0);
  const told = answers.filter(({ status }) => status === 200).length;
  return {
    name: 'proof: binds that Google’s quota of 4 a second refuses',
    goal: { of: 'measured', atMost: 0 },
    unit: 'of all',
    measured: refused,
    beside: { name: 'binds', value: binds },
    run: `a run of proofs, and ${answers.length} callers, 4 a second, of whom ${told} were told a result and the others 503`,
  };
}

async function prove(service: Service, person: Person): Promise<number> {
  const { status, text, ms } = await service.prove(person);
  if (status !== 200 || !text.includes('"works"')) {
    throw new Error(`A proof was answered ${status}: ${text}`);
  }
  return ms;
}

async function lookUpAndBind(google: Google, binds: BareBinds, person: Person): Promise<number> {
  const startedAt = performance.now();
  const { status } = await google.readUser(person.id);
  const works = await binds.works(person.primaryEmail, person.password);
  const ms = performance.now() - startedAt;
  if (status !== 200 || !works) throw new Error(`Google answered ${status}; a bind: ${works}.`);
  return ms;
}
