import { http } from '@google-cloud/functions-framework';
import { composeFunction } from './composition';
import { parseEnv, WrongEnvironment } from './env';
import { gcpPlatform } from './gcp-platform';
import { keepBodiesRaw } from './http/raw-bodies';
import { withoutDomains } from './http/without-domains';

/**
 * The entry point of functions-framework: registers the function that `FUNCTION_TARGET` names. An invalid
 * environment ends the process immediately, with all reasons.
 */
function register(): void {
  keepBodiesRaw();
  withoutDomains();
  const env = parseEnv(process.env);
  const platform = gcpPlatform(env, (line) => {
    process.stdout.write(`${line}\n`);
  });
  http(env.FUNCTION_TARGET, composeFunction(env.FUNCTION_TARGET, platform));
}

try {
  register();
} catch (error) {
  if (!(error instanceof WrongEnvironment)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
