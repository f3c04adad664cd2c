/** What a schema has against a record. */
export interface SchemaProblem {
  /** The field, or undefined when it is the record as a whole. */
  readonly field: string | undefined;
  /** In words: `must be one of "left", "right"`. */
  readonly message: string;
}

/** Checks one record as it would be posted: `bodyid`, changed fields, `null` for cleared ones. */
export type CheckRecord = (record: Readonly<Record<string, unknown>>) => readonly SchemaProblem[];

/**
 * Compiles a JSON schema into a check. Throws an `InputError` for a schema that is none. Declared
 * here, implemented where a schema library is at hand.
 */
export type SchemaValidator = (schema: unknown) => CheckRecord;
