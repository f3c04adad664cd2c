/** A JSON schema ready to use. */
export interface CompiledSchema {
  /** What is wrong with a value, in the words of the server; `undefined` when nothing is. */
  validate(value: unknown): string | undefined;
}
