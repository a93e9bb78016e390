import {
  type AccountSearch,
  accountsPath,
  addressOfSearch,
  FILTERS,
  isSameSearch,
  searchOfAddress,
} from '../../functions/page/account-search';

const search = (address: string): unknown => searchOfAddress(new URLSearchParams(address));

describe('the search that the page’s address asks for', () => {
  it('is everybody where it says nothing', () => {
    expect(search('?lang=fr')).toEqual({ query: '' });
  });

  it('has what it says, without blanks around it', () => {
    expect(search('?query=%20alice%2Bnew@example.com%20&status=no-password')).toEqual({
      query: 'alice+new@example.com',
      filter: 'status=no-password',
    });
    expect(search('?proof=doubted')).toEqual({ query: '', filter: 'proof=doubted' });
    expect(search('?drifted=true')).toEqual({ query: '', filter: 'drifted=true' });
  });

  it('leaves out a status that there is not, and what is too long for any address', () => {
    expect(search('?status=happy&proof=perhaps&drifted=1')).toEqual({ query: '' });
    expect(search(`?query=${'a'.repeat(400)}`)).toEqual({ query: 'a'.repeat(320) });
  });
});

describe('the address of a search', () => {
  const address = (given: string, asked: AccountSearch): string =>
    addressOfSearch(new URLSearchParams(given), asked);

  it('says what is looked for, and keeps the language and whatever the proxy added', () => {
    expect(
      address('?lang=fr&gcp-iap-mode=X&query=old', { query: 'a&b', filter: 'status=parked' }),
    ).toBe('?lang=fr&gcp-iap-mode=X&query=a%26b&status=parked');
  });

  it('says nothing where everybody is looked for', () => {
    expect(address('?query=old&status=parked&proof=proved&drifted=true', { query: '' })).toBe('');
  });

  it.each(FILTERS)('leads back to the same search (%s)', (filter) => {
    const asked: AccountSearch = { query: 'ü+%@ä', filter };
    const there = searchOfAddress(new URLSearchParams(address('', asked)));
    expect(isSameSearch(there, asked)).toBe(true);
    expect(isSameSearch(there, { query: 'ü+%@ä' })).toBe(false);
  });
});

it('asks the service for a page of a search, with everything escaped', () => {
  expect(accountsPath({ query: '' })).toBe('/v1/accounts');
  expect(accountsPath({ query: 'a&status=b', filter: 'status=active' }, 't+1')).toBe(
    '/v1/accounts?query=a%26status%3Db&status=active&pageToken=t%2B1',
  );
});
