import { identifyByAssertion, identifyByIam } from '../../functions/http/caller';

/** A token as Cloud Run forwards it, with its signature removed. */
const handedOn = (claims: object, signature = 'SIGNATURE_REMOVED_BY_GOOGLE'): string =>
  `Bearer e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
const MDM = 'mdm@acme-mdm.iam.gserviceaccount.com';

describe('the address in the audit trail of a call that Cloud Run let in', () => {
  it('is the one of the token', async () => {
    expect(await identifyByIam({ authorization: handedOn({ email: MDM }) })).toEqual({
      email: MDM,
    });
  });

  it('is the one of the token that Cloud Run checked, whatever the other header says', async () => {
    const headers = {
      'x-serverless-authorization': handedOn({ email: MDM }),
      authorization: handedOn({ email: 'somebody.else@acme-mdm.iam.gserviceaccount.com' }),
    };
    expect(await identifyByIam(headers)).toEqual({ email: MDM });
  });

  it('is the id of the subject where the token has no address', async () => {
    expect(await identifyByIam({ authorization: handedOn({ sub: '1049' }) })).toEqual({
      email: '1049',
    });
  });

  it('is never that of a header that the gate has not checked', async () => {
    const headers = {
      'x-serverless-authorization': handedOn({ email: 'forged@example.com' }, 'c2lnbmF0dXJl'),
      authorization: handedOn({ email: MDM }),
    };
    expect(await identifyByIam(headers)).toEqual({ email: MDM });
  });

  it.each([
    ['there is no token', {}],
    ['it is no token', { authorization: 'Bearer nothing' }],
    ['it names nobody', { authorization: `Bearer e30.${btoa('{"aud":"1"}')}.x` }],
    [
      'the checked one names nobody',
      { 'x-serverless-authorization': handedOn({}), authorization: handedOn({ email: MDM }) },
    ],
  ])('is unknown when %s', async (_what, headers) => {
    expect(await identifyByIam(headers)).toEqual({ email: 'unknown' });
  });
});

it.each([
  ['Kate@Example.com', 'manager'],
  ['\u{212a}ate@example.com', undefined], // the Kelvin sign, whose lower case in Unicode is "k"
])('%s has the role %s of kate@example.com', async (email, role) => {
  const identify = identifyByAssertion(() => Promise.resolve({ email }), {
    systemManagement: ['kate@example.com'],
    systemReadOnly: [],
  });
  const headers = { 'x-goog-iap-jwt-assertion': 'signed' };
  expect(await identify(headers)).toEqual(role === undefined ? { email } : { email, role });
});
