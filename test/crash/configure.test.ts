import { disconnect, type ConfigurePorts } from '../../functions/domain/configuration/configure';
import { verifyConfiguration } from '../../functions/domain/configuration/verify-configuration';
import {
  actAsItself,
  BY,
  changeAdmin,
  expectWhole,
  heldStates,
  mortal,
  NEW_KEY,
  newWorld,
  OLD_KEY,
  save,
  saveKeyless,
  saveOwn,
  saveOwnKeyless,
  startGoogle,
  stopGoogle,
  sweepLater,
  type World,
} from './configuring';
import { Killed, type KillPlan } from './kill-switch';

beforeAll(startGoogle);
afterAll(stopGoogle);

type Scenario = {
  readonly name: string;
  readonly before: (world: World) => Promise<unknown>;
  readonly act: (world: World, ports: ConfigurePorts) => Promise<unknown>;
  /** The keys that may be in use after a kill. */
  readonly allowed: readonly (string | undefined)[];
  /** The key in use after the call has succeeded. */
  readonly key: string | undefined;
  /** The versions that the vault may then hold. A dying call may leave one more key, disabled. */
  readonly held: readonly string[];
  /** The admin after the call has succeeded, if the call changes it; null: none any more. */
  readonly admin?: string | null;
};

const saveBoth = async ({ ports }: World): Promise<void> => {
  await save(ports, OLD_KEY);
  await save(ports, NEW_KEY);
};

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'the first save',
    before: () => Promise.resolve(),
    act: (_, ports) => save(ports, OLD_KEY),
    allowed: [undefined, OLD_KEY],
    key: OLD_KEY,
    held: ['enabled', 'disabled enabled'],
  },
  {
    name: 'a save that replaces a key',
    before: ({ ports }) => save(ports, OLD_KEY),
    act: (_, ports) => save(ports, NEW_KEY),
    allowed: [OLD_KEY, NEW_KEY],
    key: NEW_KEY,
    held: ['disabled enabled', 'disabled disabled enabled'],
  },
  {
    name: 'a save that needs no key any more',
    before: ({ ports }) => save(ports, OLD_KEY),
    act: (_, ports) => saveKeyless(ports),
    allowed: [OLD_KEY, 'keyless'],
    key: 'keyless',
    held: ['disabled'],
  },
  {
    name: 'a change of the admin alone',
    before: ({ ports }) => save(ports, OLD_KEY),
    act: (_, ports) => changeAdmin(ports),
    allowed: [OLD_KEY],
    key: OLD_KEY,
    held: ['enabled'],
    admin: 'helpdesk@example.com',
  },
  {
    name: 'a change of the admin alone after a key was replaced',
    before: saveBoth,
    act: (_, ports) => changeAdmin(ports),
    allowed: [NEW_KEY],
    key: NEW_KEY,
    held: ['disabled enabled'],
    admin: 'helpdesk@example.com',
  },
  {
    name: 'a change of the admin alone without a key',
    before: ({ ports }) => saveKeyless(ports),
    act: (_, ports) => changeAdmin(ports),
    allowed: ['keyless'],
    key: 'keyless',
    held: [''],
    admin: 'helpdesk@example.com',
  },
  {
    name: 'a switch to the role, with the same key',
    before: ({ ports }) => save(ports, OLD_KEY),
    act: (_, ports) => actAsItself(ports),
    allowed: [OLD_KEY],
    key: OLD_KEY,
    held: ['enabled'],
    admin: null,
  },
  {
    name: 'a switch to the role, keyless',
    before: ({ ports }) => saveKeyless(ports),
    act: (_, ports) => actAsItself(ports),
    allowed: ['keyless'],
    key: 'keyless',
    held: [''],
    admin: null,
  },
  {
    name: 'a switch to the role, with another key',
    before: ({ ports }) => save(ports, OLD_KEY),
    act: (_, ports) => saveOwn(ports, NEW_KEY),
    allowed: [OLD_KEY, NEW_KEY],
    key: NEW_KEY,
    held: ['disabled enabled', 'disabled disabled enabled'],
    admin: null,
  },
  {
    name: 'a switch to the role that needs no key any more',
    before: ({ ports }) => save(ports, OLD_KEY),
    act: (_, ports) => saveOwnKeyless(ports),
    allowed: [OLD_KEY, 'keyless'],
    key: 'keyless',
    held: ['disabled'],
    admin: null,
  },
  {
    name: 'a switch back to the delegation, with the same key',
    before: ({ ports }) => saveOwn(ports, OLD_KEY),
    act: (_, ports) => changeAdmin(ports),
    allowed: [OLD_KEY],
    key: OLD_KEY,
    held: ['enabled'],
    admin: 'helpdesk@example.com',
  },
  {
    name: 'a switch back to the delegation, with a key after none',
    before: ({ ports }) => saveOwnKeyless(ports),
    act: (_, ports) => save(ports, OLD_KEY),
    allowed: ['keyless', OLD_KEY],
    key: OLD_KEY,
    held: ['enabled', 'disabled enabled'],
    admin: 'admin@example.com',
  },
  {
    name: 'a verification',
    before: ({ ports }) => save(ports, OLD_KEY),
    act: (_, ports) => verifyConfiguration(ports),
    allowed: [OLD_KEY],
    key: OLD_KEY,
    held: ['enabled'],
  },
  {
    name: 'a disconnection',
    before: saveBoth,
    act: (_, ports) => disconnect(ports, BY),
    allowed: [NEW_KEY, undefined],
    key: undefined,
    held: [''],
  },
  {
    name: 'a sweep a month later',
    before: saveBoth,
    act: sweepLater,
    allowed: [NEW_KEY],
    key: NEW_KEY,
    held: ['enabled'],
  },
];

describe.each(SCENARIOS)('$name', ({ before, act, allowed, key, held, admin }) => {
  const run = async (killed: number, when: 'before' | 'after') => {
    const world = await newWorld();
    await before(world);
    const plan: KillPlan = { calls: 0, killAt: killed, when };
    const died = await act(world, mortal(world, plan)).then(
      () => false,
      (error: unknown) => error instanceof Killed,
    );
    return { world, died, calls: plan.calls };
  };

  it('killed at any call leaves a connection that works, and a repeat completes it', async () => {
    const { calls } = await run(0, 'before');
    expect(calls).toBeGreaterThanOrEqual(3);
    for (let killed = 1; killed <= calls; killed += 1) {
      for (const when of ['before', 'after'] as const) {
        const { world, died } = await run(killed, when);
        expect([killed, when, died]).toStrictEqual([killed, when, true]);
        await expectWhole(world, allowed);

        await act(world, world.ports);
        await expectWhole(world, [key]);
        expect(held).toContain((await heldStates(world)).toSorted().join(' '));
        if (admin !== undefined) {
          const { connection, verification, customerId } = await world.configurations.read();
          const acts = connection?.adminUsername ?? null;
          expect([acts, verification?.state, customerId]).toStrictEqual([admin, 'ok', 'C03simu1a']);
        }
      }
    }
  });
});

it('a disconnection that was killed is completed by a verification', async () => {
  for (const killed of [3, 4]) {
    const world = await newWorld();
    await saveBoth(world);
    const plan: KillPlan = { calls: 0, killAt: killed, when: 'before' };
    await expect(disconnect(mortal(world, plan), BY)).rejects.toThrow(Killed);
    expect((await heldStates(world)).length).toBeGreaterThan(0);

    expect(await verifyConfiguration(world.ports)).toStrictEqual({ kind: 'not-configured' });
    expect(await heldStates(world)).toStrictEqual([]);
  }
});

it('a save that was killed is reported once, however often it is repeated', async () => {
  const world = await newWorld();
  const plan: KillPlan = { calls: 0, killAt: 3, when: 'after' }; // dies at the write, so only its reply is lost
  await expect(save(mortal(world, plan), OLD_KEY)).rejects.toThrow(Killed);
  expect(world.configurations.events.map(({ type }) => type)).toStrictEqual([
    'configuration.changed',
  ]);
  expect((await world.configurations.read()).verification).toBeUndefined();
  await verifyConfiguration(world.ports);
  expect((await world.configurations.read()).verification?.state).toBe('ok');
  expect(world.configurations.events).toHaveLength(1);
});
