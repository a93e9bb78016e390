import { z } from 'zod';

/** The services that we call, out of the many that the libraries describe. */
const SERVICES = [
  'google.firestore.v1.Firestore',
  'google.cloud.secretmanager.v1.SecretManagerService',
];

/** A node of a description: a namespace, message, enumeration or service. */
const Described = z.looseObject({
  get nested() {
    return z.record(z.string(), Described).optional();
  },
  fields: z.record(z.string(), z.looseObject({ type: z.string() })).optional(),
  methods: z
    .record(z.string(), z.looseObject({ requestType: z.string(), responseType: z.string() }))
    .optional(),
});
type Described = z.infer<typeof Described>;

/**
 * The part of a library's `protos.json` (in protobufjs' format) that one of `SERVICES` reaches; the unchanged
 * text if it has none of them. A library turns all of it into types at its first call. That is half of the
 * cost of connecting to Firestore: 100 ms of processor time, or 40 ms without the parts that only describe
 * other services and the language itself.
 */
export function reachedProtos(text: string): string {
  const root = Described.parse(JSON.parse(text));
  const services = SERVICES.filter((name) => at(root, name.split('.')));
  if (services.length === 0) return text;
  const reached = new Set<string>();
  const reach = (name: string): void => {
    if (name === '' || reached.has(name)) return;
    reached.add(name);
    reach(name.split('.').slice(0, -1).join('.')); // the enclosing node is kept with all of its fields
    const { fields = {}, methods = {} } = at(root, name.split('.')) ?? {};
    const types = [
      ...Object.values(fields).map(({ type }) => type),
      ...Object.values(methods).flatMap((method) => [method.requestType, method.responseType]),
    ];
    for (const type of types) {
      const full = fullName(root, type, name);
      if (full !== undefined) reach(full);
    }
  };
  services.forEach(reach);
  return JSON.stringify(kept(root, '', reached));
}

const at = (root: Described, path: readonly string[]): Described | undefined =>
  path.reduce<Described | undefined>((found, step) => found?.nested?.[step], root);

/**
 * The full name of a type where it is used: the nearest match in the enclosing scopes. Undefined for built-in
 * types such as `string`.
 */
function fullName(root: Described, type: string, from: string): string | undefined {
  const scopes = from.split('.');
  for (let depth = scopes.length; depth >= 0; depth -= 1) {
    const path = [...scopes.slice(0, depth), ...type.split('.')];
    if (at(root, path)) return path.join('.');
  }
  return undefined;
}

/** A copy without the unreached parts. */
function kept(described: Described, name: string, reached: ReadonlySet<string>): Described {
  const nested = Object.entries(described.nested ?? {}).flatMap(([step, inner]) => {
    const path = name === '' ? step : `${name}.${step}`;
    return reached.has(path) ? [[step, kept(inner, path, reached)] as const] : [];
  });
  const { nested: all, ...rest } = described;
  return all === undefined ? rest : { ...rest, nested: Object.fromEntries(nested) };
}
