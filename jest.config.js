require('./test/runner/load-typescript.js'); // for globalSetup

// `npm test` runs `unit`, `browser` and `dist`: they need only Node. `browser` starts one Chromium for
// each worker, and `dist` builds the bundle once. `emulator` needs Google's emulators (npm run test:emulator
// starts them), `infra` needs Terraform, `radius` needs FreeRADIUS (npm run test:radius says which packages),
// and `long` waits for minutes of real time.
const shared = {
  globalSetup: '<rootDir>/test/prepared/prepare.ts',
  runner: 'jest-light-runner',
  setupFiles: ['<rootDir>/test/runner/load-typescript.js'],
  setupFilesAfterEnv: ['<rootDir>/test/runner/guarded-tests.js'],
  transform: {},
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.local/'],
};

module.exports = {
  // Many tests wait for a real process or browser: use twice as many workers as the two cores.
  maxWorkers: 4,
  testSequencer: '<rootDir>/test/runner/slowest-first.js',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        '<rootDir>/test/browser/',
        '<rootDir>/test/dist/',
        '<rootDir>/test/emulator/',
        '<rootDir>/test/infra/',
        '<rootDir>/test/long/',
        '<rootDir>/test/radius/',
      ],
    },
    {
      ...shared,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
      globalSetup: '<rootDir>/test/browser/prepare-chromium.ts',
    },
    {
      ...shared,
      displayName: 'dist',
      testMatch: ['<rootDir>/test/dist/**/*.test.ts'],
      globalSetup: '<rootDir>/test/dist/build-once.ts',
    },
    { ...shared, displayName: 'emulator', testMatch: ['<rootDir>/test/emulator/**/*.test.ts'] },
    { ...shared, displayName: 'long', testMatch: ['<rootDir>/test/long/**/*.test.ts'] },
    { ...shared, displayName: 'infra', testMatch: ['<rootDir>/test/infra/**/*.test.ts'] },
    { ...shared, displayName: 'radius', testMatch: ['<rootDir>/test/radius/**/*.test.ts'] },
  ],
};
