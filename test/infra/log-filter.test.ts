import { matchesFilter } from './log-filter';

const entry = {
  severity: 'WARNING',
  logName: 'projects/p/logs/run.googleapis.com%2Frequests',
  httpRequest: { status: 503 },
  jsonPayload: { message: 'request', route: '/v1/users/{userKey}', stalled: true, share: 0.25 },
};

it.each([
  ['jsonPayload.message="request"', true],
  ['jsonPayload.message="Request"', true],
  ['jsonPayload.message="requests"', false],
  ['jsonPayload.message=("tick" OR "request")', true],
  ['jsonPayload.message="tick" OR jsonPayload.message="request"', true],
  // OR binds closer than AND.
  ['severity="WARNING" OR severity="ERROR" AND jsonPayload.message="tick"', false],
  ['(severity="WARNING") OR (severity="ERROR" AND jsonPayload.message="tick")', true],
  ['NOT jsonPayload.message="tick" AND jsonPayload.stalled=true', true],
  ['jsonPayload.stalled=false', false],
  ['jsonPayload.problem:*', false],
  ['NOT jsonPayload.problem="internal"', true],
  ['jsonPayload.route:*', true],
  ['jsonPayload.route=~"^/v1/(users|me)/"', true],
  ['jsonPayload.message=~"^REQ"', false],
  ['jsonPayload.share>0.01', true],
  ['jsonPayload.share<0.01', false],
  ['jsonPayload.missing>0', false],
  ['httpRequest.status=429 OR httpRequest.status>=500', true],
  ['logName:"run.googleapis.com%2F"', true],
  ['severity>=ERROR', false],
  ['severity>=NOTICE', true],
])('%s: %s', (filter, expected) => {
  expect(matchesFilter(filter, entry)).toBe(expected);
});

it.each([
  'jsonPayload.message',
  'jsonPayload.message!="x"',
  '(severity=INFO',
  'severity=INFO severity=INFO',
])('does not judge %s', (filter) => {
  expect(() => matchesFilter(filter, entry)).toThrow();
});
