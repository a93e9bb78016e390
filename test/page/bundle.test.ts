import { ASSETS } from '../../functions/page/assets.generated';
import { BIND_FAILURE_TEXTS } from '../../functions/domain/proofs/bind-failure-texts';
import { bindFailuresFr } from '../../functions/page/texts/bind-failures';
import { proofsEn, proofsFr } from '../../functions/page/texts/proofs';

test.each(Object.entries(ASSETS.script))(
  'the script in %s has the types of the API and none of its schemas',
  (_language, { data }) => {
    expect(data).toContain('/v1/overview');
    expect(data.includes('_zod')).toBe(false);
  },
);

test('the script in one language has no texts of the other', () => {
  const english = [proofsEn.works, ...Object.values(BIND_FAILURE_TEXTS).map(({ fix }) => fix)];
  const french = [proofsFr.underWay, bindFailuresFr['ldap-certificate'].fix.slice(0, 40)];
  const { en, fr } = ASSETS.script;
  const within = (data: string, texts: readonly string[]): string[] =>
    texts.filter((text) => data.includes(text));
  expect(within(fr.data, english)).toEqual([]);
  expect(within(en.data, french)).toEqual([]);
  expect(within(en.data, english)).toEqual(english);
  expect(within(fr.data, french)).toEqual(french);
});
test.each(Object.entries(ASSETS.me.script))(
  'the script of the page for people in %s is small, and has none of the schemas',
  (_language, { data }) => {
    expect(data).toContain('/v1/me');
    expect(data.includes('_zod')).toBe(false);
    expect(data.includes('/v1/configuration')).toBe(false);
    expect(Buffer.byteLength(data)).toBeLessThan(60_000);
  },
);
