import { RotationWorld } from './rotation-world';

/**
 * A connected world for each test of a file. After each test its invariants must hold, and nothing unexpected
 * may have been thrown.
 */
export function worldForEach(take: (world: RotationWorld) => void): void {
  let world: RotationWorld;
  beforeEach(async () => {
    world = new RotationWorld();
    await world.connect();
    take(world);
  });
  afterEach(() => {
    world.check();
    expect(world.unexpected).toStrictEqual([]);
  });
}
