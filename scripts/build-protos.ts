import { z } from 'zod';

/** The calls that we make, of the libraries that describe many more. */
const SERVICES = [
  'google.firestore.v1.Firestore',
  'google.cloud.secretmanager.v1.SecretManagerService',
];

/** Something in a description: a namespace, a message, an enumeration or a service. */
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
 * Of a library's `protos.json` (as protobufjs writes it) what one of `SERVICES` reaches; the same text
 * if it has none. A library turns all of it into types at its first call, which is half of what
 * connecting to Firestore costs: 100 ms of processor time, 40 without what only describes other
 * services and the language itself.
 */
export function reachedProtos(text: string): string {
  const root = Described.parse(JSON.parse(text));
  const services = SERVICES.filter((name) => at(root, name.split('.')));
  if (services.length === 0) return text;
  const reached = new Set<string>();
  const reach = (name: string): void => {
    if (name === '' || reached.has(name)) return;
    reached.add(name);
    reach(name.split('.').slice(0, -1).join('.')); // what it stands in is kept, with all of its fields
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

/** What a type's name means where it is used: the nearest of that name, outwards; undefined for `string` and the like. */
function fullName(root: Described, type: string, from: string): string | undefined {
  const scopes = from.split('.');
  for (let depth = scopes.length; depth >= 0; depth -= 1) {
    const path = [...scopes.slice(0, depth), ...type.split('.')];
    if (at(root, path)) return path.join('.');
  }
  return undefined;
}

/** Without what is not reached. */
function kept(described: Described, name: string, reached: ReadonlySet<string>): Described {
  const nested = Object.entries(described.nested ?? {}).flatMap(([step, inner]) => {
    const path = name === '' ? step : `${name}.${step}`;
    return reached.has(path) ? [[step, kept(inner, path, reached)] as const] : [];
  });
  const { nested: all, ...rest } = described;
  return all === undefined ? rest : { ...rest, nested: Object.fromEntries(nested) };
}
