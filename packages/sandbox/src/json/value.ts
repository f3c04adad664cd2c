/**
 * A JSON number as its text, because the real servers read numbers in different ways (Go: uint64,
 * int64 or double; Python: integers of any size or double) and none may be rounded before that.
 */
export class JsonNumber {
  constructor(readonly text: string) {}
}

/** A JSON object: keys in the order of their first appearance, the last of duplicate keys wins. */
export type JsonObject = Map<string, JsonValue>;

/** A JSON value without loss. */
export type JsonValue = null | boolean | string | JsonNumber | JsonValue[] | JsonObject;
