// The projects differ only in where their tests are. `unit` needs only Node, `emulator` needs Google's
// emulators (npm run test:emulator starts them), `infra` needs Terraform, and `long` waits for minutes of
// real time.
const shared = {
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': '@swc/jest', '/node_modules/jose/.+\\.js$': '@swc/jest' },
  // jose has only ES modules, which jest does not load by default.
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
  moduleFileExtensions: ['ts', 'js', 'json'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.local/'],
};

module.exports = {
  // A browser or a process under test is slow on a busy machine.
  testTimeout: 120_000,
  // Many tests wait for a real process or browser: use one worker more than the two cores.
  maxWorkers: 3,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        '<rootDir>/test/emulator/',
        '<rootDir>/test/infra/',
        '<rootDir>/test/long/',
      ],
    },
    { ...shared, displayName: 'emulator', testMatch: ['<rootDir>/test/emulator/**/*.test.ts'] },
    { ...shared, displayName: 'long', testMatch: ['<rootDir>/test/long/**/*.test.ts'] },
    { ...shared, displayName: 'infra', testMatch: ['<rootDir>/test/infra/**/*.test.ts'] },
  ],
};
