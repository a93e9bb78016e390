const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * The suites that take longest. Jest knows that only from an earlier run: in a first run the last of them would end
 * long after all others.
 */
const SLOWEST = [
  'test/start/outside.test.ts',
  'test/leaks/leaks.test.ts',
  'test/properties/people-teeth.test.ts',
  'test/properties/rotation-teeth.test.ts',
  'test/properties/interleavings.test.ts',
  'test/browser/accessibility.test.ts',
  'test/browser/issuance.test.ts',
];

const isSlow = ({ path }) => SLOWEST.some((slow) => path.endsWith(slow));

module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(isSlow), ...sorted.filter((test) => !isSlow(test))];
  }
};
