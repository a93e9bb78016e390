import {
  element,
  extentOf,
  integer,
  readElements,
  readInteger,
} from '../../../../local/workspace/ldap/element';

test.each([
  [0, '020100'],
  [127, '02017f'],
  [128, '02020080'],
  [256, '02020100'],
  [2_147_483_647, '02047fffffff'],
])('%d is written in the fewest bytes, and read again', (value, hex) => {
  expect(integer(value).toString('hex')).toBe(hex);
  expect(readInteger(readElements(Buffer.from(hex, 'hex'))![0]!)).toBe(value);
});

test.each([
  [0, '0400'],
  [127, '047f'],
  [128, '048180'],
  [256, '04820100'],
])('a content of %d bytes has the shortest length', (length, head) => {
  const bytes = element(0x04, Buffer.alloc(length));
  expect(bytes.subarray(0, head.length / 2).toString('hex')).toBe(head);
  expect(readElements(bytes)).toEqual([{ tag: 0x04, content: Buffer.alloc(length) }]);
});

test('a text is written as UTF-8', () => {
  expect(element(0x04, 'é').toString('hex')).toBe('0402c3a9');
});

test.each(['04', '0401', '040100ff', '0480', '0485', '1f00'])(
  '%s is no list of elements',
  (hex) => {
    expect(readElements(Buffer.from(hex, 'hex'))).toBeUndefined();
  },
);

test('a head that is not all there says so', () => {
  expect(extentOf(Buffer.from('0482ff', 'hex'))).toEqual({ kind: 'partial' });
});
