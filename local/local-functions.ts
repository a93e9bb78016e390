import { type Server } from 'node:http';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { FUNCTION_NAMES, type FunctionName } from '../functions/composition';
import { type HttpFunction } from '../functions/http/http-function';
import { keepBodyRaw } from '../functions/http/raw-bodies';
import { withoutDomains } from '../functions/http/without-domains';

/**
 * The five functions, each inside functions-framework, which does not parse their bodies, as in the cloud.
 * These servers do not listen. A request reaches one through its `request` event.
 */
export function localFunctions(
  compose: (name: FunctionName) => HttpFunction,
): Readonly<Record<FunctionName, Server>> {
  withoutDomains();
  const served = FUNCTION_NAMES.map((name): [FunctionName, Server] => {
    http(name, compose(name));
    return [name, getTestServer(name).prependListener('request', keepBodyRaw)];
  });
  return Object.fromEntries(served) as Record<FunctionName, Server>;
}
