import { Secret } from '../../functions/domain/secret';
import { frozenCopy } from './frozen-copy';

it('is equal, apart from the original, and unchangeable in all its depth', () => {
  const original = { list: [{ at: 1, gone: undefined }], none: null };
  const copy = frozenCopy(original);
  original.list[0]!.at = 2;
  expect(copy).toStrictEqual({ list: [{ at: 1, gone: undefined }], none: null });
  expect(() => copy.list.push({ at: 3, gone: undefined })).toThrow(TypeError);
  expect(() => (copy.list[0]!.at = 3)).toThrow(TypeError);
});

it.each([
  ['a secret', { password: new Secret('x') }],
  ['a date', [new Date(0)]],
  ['a map', new Map()],
  ['a function', { call: () => 1 }],
])('refuses %s, which a store could not keep', (_, value) => {
  expect(() => frozenCopy(value)).toThrow('cannot be stored');
});
