import { z } from 'zod';
import { type Call, OPERATIONS } from './reply';
import { type Random, seededRandom } from './random';

const ErrorReply = {
  status: z.int().min(400).max(599),
  /** Sent unchanged: an HTML page, plain text, any JSON. Absent: Google's envelope for that status. */
  body: z.string().max(100_000).optional(),
  mediaType: z.string().max(200).optional(),
  /** For Google's envelope. */
  reason: z.string().max(100).optional(),
  message: z.string().max(1000).optional(),
  retryAfterSeconds: z.int().min(0).max(86_400).optional(),
};

const delayMs = z.int().min(1).max(600_000);

const isRegularExpression = (source: string): boolean => {
  try {
    new RegExp(source, 'g');
    return true;
  } catch {
    return false;
  }
};

/** What goes wrong with a call. */
export const Fault = z.discriminatedUnion('kind', [
  /** Refused before it has any effect. */
  z.strictObject({ kind: z.literal('error'), ...ErrorReply }),
  /** The call has its effect, but the reply is an error. */
  z.strictObject({ kind: z.literal('error-after-effect'), ...ErrorReply }),
  /** The connection breaks before the effect. */
  z.strictObject({ kind: z.literal('lost-request') }),
  /** The connection breaks after the effect. */
  z.strictObject({ kind: z.literal('lost-reply') }),
  /** The call is delayed, then has its effect. */
  z.strictObject({ kind: z.literal('late-effect'), delayMs }),
  /** The effect is immediate; the reply is delayed. */
  z.strictObject({ kind: z.literal('late-reply'), delayMs }),
  /** The call has its effect. In the reply's body, each match of the regular expression is replaced. */
  z.strictObject({
    kind: z.literal('rewritten-reply'),
    pattern: z.string().min(1).max(1000).refine(isRegularExpression, 'No regular expression.'),
    replacement: z.string().max(100_000),
  }),
]);
export type Fault = z.infer<typeof Fault>;

/** The calls that the fault hits: all that match, unless `probability` or `times` limits them. */
export const FaultRule = z.strictObject({
  operations: z.array(z.enum(OPERATIONS)).min(1).optional(),
  /** Only calls about this user, by any key. */
  userKey: z.string().min(1).max(320).optional(),
  probability: z.number().min(0).max(1).optional(),
  /** Only the next `times` matching calls. */
  times: z.int().min(1).max(1_000_000).optional(),
  fault: Fault,
});
export type FaultRule = z.infer<typeof FaultRule>;

type Armed = { readonly rule: FaultRule; left: number; hits: number };

/**
 * Decides which fault hits a call: the first rule that matches and, if it has a probability, wins its draw.
 * Draws come from a seeded generator, so the same calls in the same order meet the same faults.
 */
export class FaultPlan {
  #rules: Armed[] = [];
  #random: Random = seededRandom(1);
  readonly #userId: (userKey: string) => string | undefined;

  /** `userId` resolves any key to a user id: a call may use the id where a rule has an address. */
  constructor(userId: (userKey: string) => string | undefined) {
    this.#userId = userId;
  }

  set(rules: readonly FaultRule[], seed = 1): void {
    this.#rules = rules.map((rule) => ({ rule, left: rule.times ?? Infinity, hits: 0 }));
    this.#random = seededRandom(seed);
  }

  /** The active rules, how many calls each has hit, and how many remain for rules with a limit. */
  list(): readonly { rule: FaultRule; hits: number; left?: number }[] {
    return this.#rules.map(({ rule, hits, left }) => ({
      rule,
      hits,
      ...(Number.isFinite(left) ? { left } : {}),
    }));
  }

  draw(call: Pick<Call, 'operation' | 'userKey'>): Fault | undefined {
    for (const armed of this.#rules) {
      if (armed.left === 0 || !this.#fits(armed.rule, call)) continue;
      if (armed.rule.probability !== undefined && this.#random() >= armed.rule.probability)
        continue;
      armed.left -= 1;
      armed.hits += 1;
      return armed.rule.fault;
    }
    return undefined;
  }

  #fits({ operations, userKey }: FaultRule, call: Pick<Call, 'operation' | 'userKey'>): boolean {
    if (operations !== undefined && !operations.includes(call.operation)) return false;
    if (userKey === undefined || userKey === call.userKey) return true;
    return call.userKey !== undefined && this.#sameUser(userKey, call.userKey);
  }

  #sameUser(one: string, other: string): boolean {
    const id = this.#userId(one);
    return id !== undefined && id === this.#userId(other);
  }
}
