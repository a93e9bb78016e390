import { OutsideDomain } from './outside-domain';

const USERS = 1_000;
/** Numbers of password changes at Google after which the service is killed. */
const KILLS = [200, 450, 700];
/** From the restart to the next password at Google. */
const GOES_ON_WITHIN_MS = 120_000;

test('killed three times in the middle of a run of 1,000, it goes on within two minutes and rotates everybody once', async () => {
  const domain = await OutsideDomain.of(USERS, { DIRECTORY_CALLS_PER_SECOND: '100' });
  try {
    const { google } = domain;
    const held = new Map(domain.users.map((name) => [name, [google.passwords.get(name)]]));
    google.changes = 0;
    const kills = KILLS.map((at) => ({ at, over: Promise.withResolvers<undefined>() }));
    let wentOn: () => void = () => undefined;
    google.onChange = (changes, user, password) => {
      wentOn();
      if (held.get(user)?.at(-1) !== password) held.get(user)?.push(password);
      const due = kills.find(({ at }) => at === changes);
      if (due)
        void domain.service.kill().then(() => {
          due.over.resolve(undefined);
        });
    };
    const runId = await domain.rotateAll();
    const pauses: number[] = [];
    for (const { over } of kills) {
      await over.promise;
      const begun = performance.now();
      const next = new Promise<void>((resolve) => (wentOn = resolve));
      await domain.start();
      await next;
      pauses.push(performance.now() - begun);
    }
    const run = await domain.ended(runId, 300_000);

    expect(run).toMatchObject({ state: 'finished', done: USERS, failed: 0, parked: 0, skipped: 0 });
    expect(pauses.filter((ms) => ms > GOES_ON_WITHIN_MS)).toEqual([]);
    const passwords = [...held.values()];
    // Each user had a first password and got a second one. Google may have received the same password twice.
    expect(passwords.filter((of) => of.length !== 2)).toEqual([]);
    for (const name of domain.users) {
      expect((await domain.client.read(name)).password).toBe(google.passwords.get(name));
    }
  } finally {
    await domain.close();
  }
}, 900_000);
