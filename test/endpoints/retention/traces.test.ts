import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { type Account } from '../../../functions/domain/account';
import { Rotating } from '../rotation/rotating';

const CANARIES = 50;

let world: Rotating;
/** Every password that was encrypted, and what it became. */
const made = new Map<string, string>();
beforeEach(async () => {
  world = await Rotating.open({ retentionHours: 24 }, { users: CANARIES + 20 });
  const { cipher } = world.service.platform;
  const encrypt = cipher.encrypt.bind(cipher);
  made.clear();
  cipher.encrypt = async (password, context) => {
    const sealed = await encrypt(password, context);
    made.set(password.reveal(), sealed);
    return sealed;
  };
});
afterEach(() => {
  world.close();
});

/** Those of these texts that the service's files or its log hold. */
function found(texts: Iterable<string>): string[] {
  const { folder, lines } = world.service;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name)));
  const all = Buffer.concat([...files, Buffer.from(lines.join('\n'))]);
  return [...texts].filter((text) => all.includes(text));
}

const accounts = async (): Promise<readonly Account[]> =>
  (await world.service.platform.accounts.list({ limit: 500 })).accounts;

test('where passwords are kept, a tick removes the ciphertext of one that was forgotten by a call', async () => {
  await world.ask('put', '/v1/policy', { retentionHours: 0 }).expect(200);
  const some = world.people.slice(0, 20);
  const userKeys = some.map(({ primaryEmail }) => primaryEmail);
  await world.start('/v1/issuances', { userKeys });
  await world.queue.drain();
  await world.tick();
  const sealed = [...made.values()];
  expect(found(sealed)).toHaveLength(20);
  for (const { id } of some.slice(0, 10)) {
    await request(world.passwords).delete(`/v1/users/${id}/password?keepAtGoogle=true`).expect(204);
  }
  await world.tick();
  const kept = (await accounts()).flatMap(({ current }) => current?.ciphertext ?? []);
  expect(kept).toHaveLength(10);
  expect(found(sealed).toSorted()).toStrictEqual(kept.toSorted());
});

test('after its hours, neither a password nor its ciphertext is on the disk or in the log', async () => {
  const keys = world.people.slice(0, CANARIES).map(({ primaryEmail }) => primaryEmail);
  await world.start('/v1/issuances', { userKeys: keys });
  await world.queue.drain();
  for (const some of [keys.slice(0, 20), keys.slice(10, 30)]) {
    world.service.clock.advance(60_000);
    await world.rotate({ userKeys: some }); // their first passwords are gone, too
  }
  expect(made.size).toBe(CANARIES + 40);
  const sealed = [...made.values()];
  const current = (await accounts()).map((account) => account.current?.ciphertext ?? '');
  expect(current).toHaveLength(CANARIES);
  expect(found(current)).toHaveLength(CANARIES);
  expect(found(made.keys())).toStrictEqual([]);

  world.service.clock.advance(24 * 3_600_000);
  await world.tick();
  expect((await accounts()).filter((account) => account.current?.ciphertext)).toStrictEqual([]);
  expect(found([...made.keys(), ...sealed])).toStrictEqual([]);
  const forgotten = (await world.events()).filter((type) => type === 'password.forgotten');
  expect(forgotten).toHaveLength(CANARIES);
});
