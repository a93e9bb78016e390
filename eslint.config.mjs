import tseslint from 'typescript-eslint';

const INWARDS = 'Dependencies point inwards: see README, Layout.';

/** Imports that a folder may not use: dependencies point inwards, to `domain/` and `ports/`. */
const noImports = (files, ...group) => ({
  files,
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { patterns: [{ group, message: INWARDS }] },
    ],
  },
});

const VENDORS = [
  '@google-cloud/*',
  'googleapis',
  'googleapis/**',
  'google-auth-library',
  'ldapts',
  'express',
];
const NO_CLOCK = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Time is an argument: use the Clock.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Time is an argument: use the Clock.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Randomness is an argument.',
  },
];

/** Imports that the domain may not use. */
const DOMAIN = [
  ...VENDORS,
  'node:*',
  '!node:crypto', // reads keys and makes hashes; randomness is still an argument
  '**/adapters/**',
  '**/api/**',
  '**/http/**',
  '**/endpoints/**',
  '**/page/**',
  '**/env',
  '**/local/**',
];

/** Imports that an adapter may not use. */
const ADAPTERS = [
  '**/api/**',
  '**/endpoints/**',
  '**/page/**',
  '**/local/**',
  '**/env',
  '**/log',
  'express',
];

/** The floors of the domain, from the bottom: a room imports rooms of lower floors only. */
const FLOORS = [
  ['networks', 'proofs'],
  ['clients', 'configuration'],
  ['pace', 'passwords'],
  ['runs'],
  ['proof-runs', 'units'],
  ['rotation'],
  ['self-service'],
];

/** Files of each room, with the rooms that they may not import. The domain's own folder is the ground. */
const ROOMS = [
  ['functions/domain/*.ts', ...FLOORS.flat()],
  ...FLOORS.flatMap((floor, index) =>
    floor.map((room) => [
      `functions/domain/${room}/**/*.ts`,
      ...FLOORS.slice(index)
        .flat()
        .filter((other) => other !== room),
    ]),
  ),
];

/** The runner of the tests does nothing with these. */
const UNCHECKED = [
  ...['assertions', 'hasAssertions'].map((property) => ({ object: 'expect', property })),
  ...['test', 'it'].map((object) => ({ object, property: 'failing' })),
].map((each) => ({ ...each, message: 'This runner does not check it.' }));

export default tseslint.config(
  {
    ignores: [
      'dist/',
      '.local/',
      'coverage/',
      'node_modules/',
      'functions/page/assets.generated.ts',
      'examples/mdm-client/api-types.ts',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/dot-notation': 'off', // noPropertyAccessFromIndexSignature requires the brackets
      eqeqeq: 'error',
      'max-params': ['error', 4],
      'no-console': 'error',
      // The types of the whole package take 2 GiB to check and half a second to load.
      'no-restricted-imports': [
        'error',
        { name: 'googleapis', message: 'Import one API: googleapis/build/src/apis/NAME.' },
      ],
      'no-restricted-syntax': ['error', ...NO_CLOCK],
    },
  },
  {
    files: ['functions/**/*.ts', 'local/**/*.ts', 'examples/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 250 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  noImports(['functions/domain/**/*.ts'], ...DOMAIN),
  ...ROOMS.map(([files, ...above]) =>
    noImports([files], ...DOMAIN, ...above.map((room) => `**/${room}/**`)),
  ),
  noImports(
    ['functions/domain/self-service/**/*.ts'],
    ...DOMAIN,
    ...['runs', 'proof-runs', 'units', 'rotation'].map((room) => `**/${room}/**`),
  ),
  // The schemas of requests and answers use zod and the domain's types only.
  noImports(
    ['functions/api/**/*.ts'],
    ...VENDORS,
    'node:*',
    '**/ports/**',
    '**/adapters/**',
    '**/http/**',
    '**/endpoints/**',
    '**/page/**',
    '**/env',
    '**/log',
    '**/local/**',
  ),
  noImports(
    ['functions/ports/**/*.ts'],
    ...VENDORS,
    'node:*',
    '**/adapters/**',
    '**/api/**',
    '**/http/**',
    '**/endpoints/**',
    '**/page/**',
    '**/env',
    '**/local/**',
  ),
  noImports(
    ['functions/http/**/*.ts'],
    '@google-cloud/*',
    'googleapis',
    'googleapis/**',
    'ldapts',
    '**/adapters/**',
    '**/endpoints/**',
    '**/page/**',
    '**/local/**',
  ),
  // `functions/api` describes what an endpoint accepts and returns.
  noImports(['functions/endpoints/**/*.ts'], ...VENDORS, 'zod', '**/adapters/**', '**/local/**'),
  // From a vendor's folder, `../http` is `adapters/http`, which vendors share; the HTTP edge is one folder
  // further up.
  noImports(['functions/adapters/*.ts'], ...ADAPTERS, '../http/**'),
  noImports(['functions/adapters/*/*.ts'], ...ADAPTERS, '../../http/**'),
  noImports(
    [
      'functions/index.ts',
      'functions/composition.ts',
      'functions/platform.ts',
      'functions/env.ts',
      'functions/log.ts',
    ],
    '**/local/**',
  ),
  {
    files: ['functions/page/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['**/local/**'], message: INWARDS },
            {
              group: ['**/api/**', 'zod'],
              allowTypeImports: true,
              message: 'Types only: what a browser loads holds no schemas.',
            },
          ],
        },
      ],
    },
  },
  {
    // Only ports are implemented by other code, so only they may be interfaces.
    files: ['functions/ports/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-definitions': 'off' },
  },
  {
    // The system clock and the system's randomness are adapters. The fakes keep Google's own time.
    files: [
      'functions/adapters/**/*.ts',
      'local/**/*.ts',
      'test/**/*.ts',
      'bench/**/*.ts',
      'examples/**/*.ts',
      'functions/page/browser/**/*.ts',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['test/browser/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='route'] Property[key.name='times']",
          message: 'Use routeOnce: it says why.',
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 300 }],
      'no-restricted-properties': ['error', ...UNCHECKED],
      '@typescript-eslint/no-non-null-assertion': 'off', // a test that meets null should fail at that point
    },
  },
);
