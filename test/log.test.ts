import { z } from 'zod';
import { UnreadableDocument } from '../functions/adapters/document-reader';
import { VendorError } from '../functions/adapters/vendor-error';
import { jsonLog } from '../functions/log';

const CANARY = 'CANARY-do-not-tell';

function logged(error: unknown): Record<string, unknown> {
  const lines: string[] = [];
  const log = jsonLog((line) => lines.push(line));
  log.unexpected({ function: 'passwords', requestId: 'r1', error });
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain(CANARY);
  return JSON.parse(lines[0]!) as Record<string, unknown>;
}

describe('an unexpected error in the log', () => {
  it('has its reason where that is ours', () => {
    expect(logged(new VendorError('Cloud KMS decrypt', 'HTTP 503'))).toMatchObject({
      severity: 'ERROR',
      error: 'VendorError',
      reason: 'Cloud KMS decrypt: HTTP 503',
    });
    const { error } = z.object({ status: z.literal('active') }).safeParse({ status: CANARY });
    expect(logged(new UnreadableDocument('accounts/1', error!))).toMatchObject({
      error: 'UnreadableDocument',
      reason: 'accounts/1 is not in the form of schema version 1: /status',
    });
  });

  it('has its class and place alone where its message is anybody else’s', () => {
    const vendors = Object.assign(new TypeError(CANARY), { config: { data: CANARY } });
    const line = logged(vendors);
    expect(line).toMatchObject({ error: 'TypeError' });
    expect(line).not.toHaveProperty('reason');
    expect((line['stack'] as string[])[0]).toContain('log.test.ts');
    expect(logged(CANARY)).toMatchObject({ error: 'string', stack: [] });
  });
});
