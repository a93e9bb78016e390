import { z } from 'zod';

/** What goes wrong with a bind. The user's password is not looked at, except by `late`. */
const Fault = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('code'),
    code: z.int().min(0).max(127),
    message: z.string().max(10_000).optional(),
  }),
  /** No answer, on an open connection. */
  z.strictObject({ kind: z.literal('silence') }),
  /** The connection breaks in place of an answer. */
  z.strictObject({ kind: z.literal('close') }),
  /** The usual answer, later. */
  z.strictObject({ kind: z.literal('late'), delayMs: z.int().min(1).max(600_000) }),
  /** These bytes in place of an answer, whatever they are. */
  z.strictObject({
    kind: z.literal('bytes'),
    hex: z
      .string()
      .max(20_000)
      .regex(/^(?:[0-9a-f]{2})*$/i, 'Not hexadecimal.'),
  }),
]);
export type BindFault = z.infer<typeof Fault>;

/** The binds that the fault hits. */
export const BindFaultRule = z.strictObject({
  /** Only of this user, by any key. */
  userKey: z.string().min(1).max(320).optional(),
  /** Only the next `times` matching binds. */
  times: z.int().min(1).max(1_000_000).optional(),
  fault: Fault,
});
export type BindFaultRule = z.infer<typeof BindFaultRule>;

/** Decides which fault hits a bind: the first rule that matches. */
export class BindFaults {
  #rules: { readonly rule: BindFaultRule; left: number; hits: number }[] = [];
  readonly #userId: (userKey: string) => string | undefined;

  /** `userId` resolves any key to a user's id. */
  constructor(userId: (userKey: string) => string | undefined) {
    this.#userId = userId;
  }

  set(rules: readonly BindFaultRule[]): void {
    this.#rules = rules.map((rule) => ({ rule, left: rule.times ?? Infinity, hits: 0 }));
  }

  /** The rules, how many binds each has hit, and how many remain for rules with a limit. */
  list(): readonly { rule: BindFaultRule; hits: number; left?: number }[] {
    return this.#rules.map(({ rule, hits, left }) => ({
      rule,
      hits,
      ...(Number.isFinite(left) ? { left } : {}),
    }));
  }

  draw(userId: string | undefined): BindFault | undefined {
    const armed = this.#rules.find(
      ({ rule, left }) =>
        left > 0 &&
        (rule.userKey === undefined ||
          (userId !== undefined && this.#userId(rule.userKey) === userId)),
    );
    if (armed === undefined) return undefined;
    armed.left -= 1;
    armed.hits += 1;
    return armed.rule.fault;
  }
}
