import { z } from 'zod';
import { apiError, PROJECT_NUMBER } from './google-error';
import { type Call, type Reply } from './reply';

/** The errors that Google returns for too many queries (Directory API, limits page). */
const REFUSALS = {
  quotaExceeded: [403, 'quotaExceeded', 'Quota exceeded.'],
  userRateLimitExceeded: [403, 'userRateLimitExceeded', 'User Rate Limit Exceeded'],
  rateLimitExceeded: [
    403,
    'rateLimitExceeded',
    `Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of service 'admin.googleapis.com' for consumer 'project_number:${PROJECT_NUMBER}'.`,
  ],
  tooManyRequests: [429, 'rateLimitExceeded', 'Too many requests.'],
} as const;

/** How many Directory calls are accepted. An absent field means no limit. */
export const Quota = z.strictObject({
  /** Per minute of Google's clock, for each admin that calls act as. */
  queriesPerMinute: z.int().min(0).max(10_000_000).optional(),
  refusal: z
    .enum(['quotaExceeded', 'userRateLimitExceeded', 'rateLimitExceeded', 'tooManyRequests'])
    .default('userRateLimitExceeded'),
  /** Concurrent calls for the whole customer. Further ones get 429. */
  concurrency: z.int().min(1).max(100_000).optional(),
});
export type Quota = z.infer<typeof Quota>;

const MINUTE_MS = 60_000;

/** Counts Directory calls against the quota from the moment it is set. Refused calls do not count. */
export class Limits {
  #quota: Quota = Quota.parse({});
  /** Directory calls that have arrived and are not yet answered. */
  inFlight = 0;
  peakInFlight = 0;
  #minute = 0;
  readonly #spent = new Map<string, number>();

  get quota(): Quota {
    return this.#quota;
  }

  set quota(quota: Quota) {
    this.#quota = quota;
    this.#spent.clear();
  }

  /** Returns the refusal if the call exceeds a limit. Otherwise counts the call. */
  refuse(call: Call, nowMs: number): Reply | undefined {
    const { queriesPerMinute, concurrency, refusal } = this.#quota;
    if (concurrency !== undefined && this.inFlight >= concurrency) {
      return apiError(429, 'rateLimitExceeded', 'Too many concurrent requests.');
    }
    if (call.quotaUser === undefined) return undefined;
    const spent = this.#spentThisMinute(call.quotaUser, nowMs);
    if (queriesPerMinute !== undefined && spent >= queriesPerMinute) {
      const [status, reason, message] = REFUSALS[refusal];
      return apiError(status, reason, message);
    }
    this.#spent.set(call.quotaUser, spent + 1);
    return undefined;
  }

  begin(): void {
    this.inFlight += 1;
    if (this.inFlight > this.peakInFlight) this.peakInFlight = this.inFlight;
  }

  end(): void {
    this.inFlight -= 1;
  }

  #spentThisMinute(user: string, nowMs: number): number {
    const minute = Math.floor(nowMs / MINUTE_MS);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#spent.clear();
    }
    return this.#spent.get(user) ?? 0;
  }
}
