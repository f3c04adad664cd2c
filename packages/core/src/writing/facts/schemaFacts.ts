import type { ColumnType } from '../../tables/ColumnType.js';

/** A JSON schema for the records of a dataset. */
export interface SchemaFacts {
  readonly schema: Readonly<Record<string, unknown>>;
  /** `server`: every write is checked against it; `dataset`: the dataset's document names it, nobody enforces it. */
  readonly from: 'server' | 'dataset';
  /** Types of the fields whose type it names. */
  readonly types: ReadonlyMap<string, ColumnType>;
  /** Fields that must be in every write, `bodyid` aside. */
  readonly required: readonly string[];
}

/**
 * Reads what a schema says about the types of fields. Undefined for what is no schema of records.
 */
export function toSchemaFacts(schema: unknown, from: SchemaFacts['from']): SchemaFacts | undefined {
  if (!isObject(schema)) return undefined;
  const properties = isObject(schema.properties) ? schema.properties : undefined;
  if (!properties && !('$schema' in schema) && schema.type !== 'object') return undefined;
  const types = new Map<string, ColumnType>();
  for (const [field, property] of Object.entries(properties ?? {})) {
    const type = isObject(property) ? typeOf(property) : undefined;
    if (type && field !== 'bodyid') types.set(field, type);
  }
  const required = Array.isArray(schema.required)
    ? schema.required.filter(
        (name): name is string => typeof name === 'string' && name !== 'bodyid',
      )
    : [];
  return { schema, from, types, required };
}

function typeOf(property: Readonly<Record<string, unknown>>): ColumnType | undefined {
  const named = Array.isArray(property.type) ? property.type : [property.type];
  const types = new Set(
    named.filter((type) => type !== 'null' && columnTypeOf(type) !== undefined),
  );
  // A field that may hold texts or numbers is decided by its values.
  if (types.size === 1) return columnTypeOf([...types][0]);
  if (types.size === 0 && Array.isArray(property.enum)) return typeOfMembers(property.enum);
  return undefined;
}

function typeOfMembers(members: readonly unknown[]): ColumnType | undefined {
  const values = members.filter((member) => member !== null);
  if (values.length === 0) return undefined;
  if (values.every((value) => typeof value === 'string')) return 'text';
  if (values.every((value) => typeof value === 'boolean')) return 'boolean';
  if (values.every((value) => Number.isInteger(value) || typeof value === 'bigint'))
    return 'integer';
  return undefined;
}

function columnTypeOf(type: unknown): ColumnType | undefined {
  switch (type) {
    case 'string':
      return 'text';
    case 'integer':
    case 'number':
    case 'boolean':
      return type;
    case 'array':
      return 'list';
    case 'object':
      return 'json';
    default:
      return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
