import { networkFaults } from '../../functions/page/network-faults';
import { networksEn, networksFr } from '../../functions/page/texts/networks';

const SENT = [
  { id: 'staff', serverNames: ['a.example'], caCertificates: ['PEM'] },
  { id: 'guests', serverNames: ['a.example', 'radius'], caCertificates: ['PEM', 'PEM'] },
];

const faults = (pointers: readonly string[], sent = SENT): [string, string][] =>
  [
    ...networkFaults(
      networksEn,
      pointers.map((pointer) => ({ pointer, message: 'In English.' })),
      1,
      sent,
    ),
  ].map(([field, text]) => [field, text]);

test('each field has its own sentence, in the order of the form', () => {
  expect(faults(['/networks/1/outerIdentity', '/networks/1/ssid'])).toStrictEqual([
    ['ssid', networksEn.faults.ssid],
    ['outerIdentity', networksEn.faults.outerIdentity],
  ]);
});

test('an item of a list is named', () => {
  expect(faults(['/networks/1/serverNames/1', '/networks/1/caCertificates/0'])).toStrictEqual([
    [
      'serverNames',
      'This is not the name of a server: radius. Enter a name such as radius.example.com or *.example.com.',
    ],
    ['caCertificates', 'A certificate in this text is damaged and cannot be read.'],
  ]);
});

test('an identifier that another network has is told from one that is none', () => {
  expect(faults(['/networks/1/id'])).toStrictEqual([['id', networksEn.faults.id]]);
  const twice = SENT.map((network) => ({ ...network, id: 'staff' }));
  expect(faults(['/networks/1/id'], twice)).toStrictEqual([
    ['id', 'Another network has this identifier.'],
  ]);
});

test('faults of other networks and of the list are none of this form', () => {
  expect(faults(['/networks/0/ssid', '/networks/10/ssid', '/networks', ''])).toStrictEqual([]);
});

test('is told in French too', () => {
  const errors = [{ pointer: '/networks/0/serverNames', message: 'In English.' }];
  expect(networkFaults(networksFr, errors, 0, SENT).get('serverNames')).toMatch(/^Saisissez de 1/);
});
