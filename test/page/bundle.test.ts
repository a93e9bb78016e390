import { ASSETS } from '../../functions/page/assets.generated';

test.each(Object.entries(ASSETS.script))(
  'the script in %s has the types of the API and none of its schemas',
  (_language, { data }) => {
    expect(data).toContain('/v1/overview');
    expect(data.includes('_zod')).toBe(false);
  },
);
