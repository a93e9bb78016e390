import { WholeService } from '../../fakes/whole-service';
import { call } from './calls';

let service: WholeService;
beforeEach(async () => {
  service = await WholeService.open();
  await service.connect();
});
afterEach(() => {
  service.close();
});

test.each([
  '/v1/accounts?status=&query=&pageToken=',
  '/v1/accounts?limit=',
  '/v1/accounts?status=active&status=',
])('an empty parameter counts as absent: %s', async (path) => {
  const answer = await call(service.serve('configuration'), 'get', path).expect(200);
  expect(answer.body).toStrictEqual({ accounts: [] });
});

test.each(['/v1/accounts?status=%20', '/v1/accounts?limit=0'])(
  'and one with a wrong value is refused: %s',
  async (path) => {
    await call(service.serve('configuration'), 'get', path).expect(400);
  },
);

test('a browser is shown a page in whatever case it writes the parameter', async () => {
  const answer = await call(service.serve('configuration'), 'get', '/?lang=', 'nobody@example.com')
    .set('accept', 'Text/HTML, */*;q=0.1')
    .expect(403);
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
});
