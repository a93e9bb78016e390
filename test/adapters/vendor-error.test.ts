import { inspect } from 'node:util';
import { VendorError, vendorCall, vendorStatus } from '../../functions/adapters/vendor-error';

const CANARY = 'CANARY-do-not-tell';

describe('the status of a vendor error', () => {
  it.each<[string, unknown, string]>([
    ['a gRPC code', { code: 14 }, 'UNAVAILABLE'],
    ['the name of a gRPC code', { code: 'PERMISSION_DENIED' }, 'PERMISSION_DENIED'],
    ['an HTTP status in code', { code: 503 }, 'HTTP 503'],
    ['an HTTP status as text', { code: '409' }, 'HTTP 409'],
    ['an HTTP status in status', { status: 429 }, 'HTTP 429'],
    ['a refused connection', { code: 'ECONNREFUSED' }, 'ECONNREFUSED'],
    ['an unknown host', { code: 'ENOTFOUND' }, 'ENOTFOUND'],
    ['a refused connection inside fetch', { cause: { code: 'ECONNRESET' } }, 'ECONNRESET'],
    ['a deadline of fetch', { name: 'TimeoutError', code: 23 }, 'TimeoutError'],
    ['a text that a vendor made up', { code: CANARY, status: CANARY, name: CANARY }, 'unknown'],
    ['a number out of every list', { code: 100_000 }, 'unknown'],
    ['an error without a code', new Error(CANARY), 'unknown'],
    ['nothing', undefined, 'unknown'],
    ['a text', CANARY, 'unknown'],
  ])('of %s', (_name, error, expected) => {
    expect(vendorStatus(error)).toBe(expected);
  });
});

describe('a vendor call', () => {
  it('gives what the call gives', async () => {
    expect(await vendorCall('Cloud KMS encrypt', () => Promise.resolve(7))).toBe(7);
  });

  it('keeps nothing of an error but its status', async () => {
    const error: unknown = await vendorCall('Cloud KMS encrypt', () =>
      Promise.reject(
        Object.assign(new Error(CANARY, { cause: new Error(CANARY) }), {
          code: 14,
          config: { data: CANARY },
          response: { data: { error: CANARY } },
        }),
      ),
    ).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(VendorError);
    expect((error as VendorError).message).toBe('Cloud KMS encrypt: UNAVAILABLE');
    expect((error as VendorError).status).toBe('UNAVAILABLE');
    expect(error).not.toHaveProperty('cause');
    expect(inspect(error, { showHidden: true, depth: Infinity })).not.toContain(CANARY);
    expect(JSON.stringify(error)).not.toContain(CANARY);
  });
});
