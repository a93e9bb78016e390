import { z } from 'zod';

export type Json = Record<string, unknown>;

/**
 * JSON Schemas (2020-12, as OpenAPI 3.1 takes them) of what an API asks for and answers. A schema with an `id`
 * (`.meta({ id })`) stands once under `components`, and is referred to.
 */
export class OpenApiSchemas {
  /** By id. */
  readonly named: Record<string, Json> = {};

  /** The schema, or where it stands. Throws if two schemas have one id. */
  of(schema: z.ZodType, io: 'input' | 'output'): Json {
    const made = z.toJSONSchema(schema, { io, unrepresentable: 'any', override: simpler });
    const { $schema: _, $defs = {}, ...rest } = referring(made) as Json & { $defs?: Json };
    for (const [id, definition] of Object.entries($defs)) this.#name(id, definition as Json);
    return rest;
  }

  #name(id: string, definition: Json): void {
    const known = this.named[id];
    if (known && JSON.stringify(known) !== JSON.stringify(definition)) {
      throw new Error(`Two schemas are named ${id}.`);
    }
    this.named[id] = definition;
  }
}

/** A moment is told by its format; the pattern that zod adds has 300 characters. Keys of a closed record are properties. */
function simpler({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
  const { propertyNames, additionalProperties, required } = jsonSchema;
  if (typeof propertyNames !== 'object' || !propertyNames.enum || !required) return;
  jsonSchema.properties = Object.fromEntries(
    required.map((name) => [name, additionalProperties as z.core.JSONSchema.BaseSchema]),
  );
  delete jsonSchema.propertyNames;
  jsonSchema.additionalProperties = false;
}

const referring = (schema: object): unknown =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
