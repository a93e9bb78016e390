import { z } from 'zod';

export type Json = Record<string, unknown>;

/**
 * JSON Schemas (2020-12, as OpenAPI 3.1 uses them) of the requests and answers of an API. A schema with an
 * `id` (`.meta({ id })`) appears once under `components` and is referenced.
 */
export class OpenApiSchemas {
  /** Keyed by ID. */
  readonly named: Record<string, Json> = {};

  /** The schema, or a reference to it. Throws if two different schemas share an ID. */
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

/**
 * Removes the pattern that zod adds to a date-time, which has 300 characters: the format is enough. Keys of
 * a closed record become properties.
 */
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
