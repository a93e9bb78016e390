import { shownName, suggestedId } from '../../functions/page/network-name';

test.each([
  ['Staff', 'Staff', false],
  [' Staff', '␣Staff', true],
  ['Staff  ', 'Staff␣␣', true],
  ['Staff  & Guests', 'Staff  & Guests', false],
  ['   ', '␣␣␣', true],
])('the name %j is shown as %s', (ssid, text, hasBlanks) => {
  expect(shownName(ssid)).toStrictEqual({ text, hasBlanks });
});

test.each([
  ['Staff', 'staff'],
  [' Élèves & Invités ', 'eleves-invites'],
  ['Wi-Fi_5.0', 'wi-fi-5-0'],
  ['☕', ''],
  ['n'.repeat(80), 'n'.repeat(64)],
])('the name %j suggests the identifier %j', (ssid, id) => {
  expect(suggestedId(ssid)).toBe(id);
});
