import { http } from '@google-cloud/functions-framework';
import { composeFunction, FUNCTION_NAMES } from './composition';
import { parseEnv, WrongEnvironment } from './env';
import { gcpPlatform } from './gcp-platform';

/**
 * What functions-framework loads: registers the four functions, of which `FUNCTION_TARGET` is served.
 * An environment that is not complete ends the process at once, with every reason.
 */
function register(): void {
  const platform = gcpPlatform(parseEnv(process.env), (line) => {
    process.stdout.write(`${line}\n`);
  });
  for (const name of FUNCTION_NAMES) http(name, composeFunction(name, platform));
}

try {
  register();
} catch (error) {
  if (!(error instanceof WrongEnvironment)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
