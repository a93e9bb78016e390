import {
  isWritable,
  NETWORK_ID,
  SERVER_NAME,
  suffixOf,
} from '../../../functions/domain/networks/network-names';

test.each([
  ['radius.example.com', true],
  ['RADIUS-2.example.co.uk', true],
  ['*.example.com', true],
  ['xn--bcher-kva.example', true],
  ['3com.example', true],
  [`${'a'.repeat(63)}.example`, true],
  ['radius', true],
  ['*.com', false],
  ['*', false],
  ['*.*.example.com', false],
  ['radius.*.example.com', false],
  ['radius*.example.com', false],
  ['.example.com', false],
  ['radius..example.com', false],
  ['radius.example.com.', false],
  ['-radius.example.com', false],
  ['radius-.example.com', false],
  [`${'a'.repeat(64)}.example`, false],
  [`${'a.'.repeat(127)}example`, false],
  ['192.0.2.7', false],
  ['7', false],
  ['bücher.example', false],
  ['radius.example.com;evil.example', false],
  ['radius.example.com\n', false],
  ['radius example.com', false],
  ['', false],
])('%j is the name of a server: %s', (name, is) => {
  expect(SERVER_NAME.test(name)).toBe(is);
});

test('clients that take no stars get the part behind it', () => {
  expect([suffixOf('*.example.com'), suffixOf('radius.example.com')]).toStrictEqual([
    'example.com',
    'radius.example.com',
  ]);
});

test.each([
  ['staff', true],
  ['Staff_2.4-GHz', true],
  ['0', true],
  ['a'.repeat(64), true],
  ['a'.repeat(65), false],
  ['', false],
  ['.staff', false],
  ['-staff', false],
  ['staff wifi', false],
  ['staff/wifi', false],
  ['staff"', false],
  ['élèves', false],
  ['staff\n', false],
])('%j is the id of a network: %s', (id, is) => {
  expect(NETWORK_ID.test(id)).toBe(is);
});

test.each([
  [' two blanks ', true],
  ['Café ☕ 🛜 👩‍🏫', true],
  ['&<>"\'\\$#;`', true],
  ['\u202e\u200b', true],
  ['tab\there', false],
  ['line\nbreak', false],
  ['\r', false],
  ['\0', false],
  ['\x7f', false],
  ['\x85', false],
  ['\ufffe', false],
  ['\uffff', false],
  ['\ud83d', false],
])('every format can hold %j: %s', (text, can) => {
  expect(isWritable(text)).toBe(can);
});
