import { identifyByIam } from '../../functions/http/caller';

/** A token as Cloud Run hands it on: with its signature removed. */
const handedOn = (email: string): string => {
  const claims = Buffer.from(JSON.stringify({ email })).toString('base64url');
  return `Bearer e30.${claims}.SIGNATURE_REMOVED_BY_GOOGLE`;
};
const MDM = 'mdm@acme-mdm.iam.gserviceaccount.com';

describe('the address in the audit trail of a call that Cloud Run let in', () => {
  it('is the one of the token', async () => {
    expect(await identifyByIam({ authorization: handedOn(MDM) })).toEqual({ email: MDM });
  });

  it('is the one of the token that Cloud Run checked, whatever the other header says', async () => {
    const headers = {
      'x-serverless-authorization': handedOn(MDM),
      authorization: handedOn('somebody.else@acme-mdm.iam.gserviceaccount.com'),
    };
    expect(await identifyByIam(headers)).toEqual({ email: MDM });
  });

  it.each([
    ['there is no token', {}],
    ['it is no token', { authorization: 'Bearer nothing' }],
    ['it names nobody', { authorization: `Bearer e30.${btoa('{"sub":"1"}')}.x` }],
    [
      'the checked one names nobody',
      { 'x-serverless-authorization': 'Bearer x', authorization: handedOn(MDM) },
    ],
  ])('is unknown when %s', async (_what, headers) => {
    expect(await identifyByIam(headers)).toEqual({ email: 'unknown' });
  });
});
