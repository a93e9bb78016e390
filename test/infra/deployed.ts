import { EMPTY_ORGANISATION, type GoogleState } from './fake-gcloud';

// What Google knows of a deployment at several of its stages.

const REPOSITORY = 'europe-west1-docker.pkg.dev/acme-passwords/functions/functions';
export const image = (digit: string): string => `${REPOSITORY}@sha256:${digit.repeat(64)}`;

const ACME = { number: '123456789012', billingEnabled: true, apis: [] };
/** The project exists, nothing else. */
export const MADE: GoogleState = { ...EMPTY_ORGANISATION, projects: { 'acme-passwords': ACME } };
/** Everything exists; a build that is started makes the image 1. */
export const DEPLOYED: GoogleState = {
  ...MADE,
  billing: {}, // later runs must not need a permission that only the first run needs
  buckets: ['acme-passwords-terraform-state'],
  build: 'build-1',
  images: { 'build-1': `sha256:${'1'.repeat(64)}` },
  tick: 'seen',
  indexes: {
    restored: [
      'status,addressSearch',
      'proofStanding,addressSearch',
      'isDrifted,addressSearch',
      'addressSearch,dueAt',
      'addressSearch,unfinishedAt',
      'orgUnitPath,passwordCreatedAt',
    ].map((fields, at) => [
      `projects/acme-passwords/databases/restored/collectionGroups/accounts/indexes/CICAg${at}`,
      `${fields},__name__`,
    ]),
  },
};

const FUNCTIONS = ['configuration', 'passwords', 'rotation', 'rotation-worker'];

/** A deployment whose functions run this image. */
export const running = (digit: string): GoogleState => ({
  ...DEPLOYED,
  serving: Object.fromEntries(FUNCTIONS.map((name) => [name, image(digit)])),
});
/** What the step `begin` writes: the revisions that keep all calls. */
export const SERVING = JSON.stringify({
  serving: Object.fromEntries(FUNCTIONS.map((name) => [name, `${name}-00001-abc`])),
});
