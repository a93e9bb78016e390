import { directoryFailure } from '../../../functions/adapters/google/directory-error';

const reply = (status: number, error: object): Parameters<typeof directoryFailure>[0] => ({
  status,
  text: JSON.stringify({ error }),
  headers: {},
});

const QUOTA = { message: 'Quota', errors: [{ reason: 'quotaExceeded', domain: 'usageLimits' }] };

test.each([
  ['the status repeated', 403, { code: 403, ...QUOTA }, true],
  ['a reason, and the status not repeated', 403, QUOTA, true],
  ['another status than the answer’s', 403, { code: 500, ...QUOTA }, false],
  ['neither', 403, { message: 'No' }, false],
])('an envelope with %s', (_, status, error, definite) => {
  expect(directoryFailure(reply(status, error)).definite).toBe(definite);
});
