import type { RE2JS } from 're2js';

/** A regular expression, or a text to be equal to. */
export type Pattern = string | RE2JS;

/** What a query asks of one field, in the kinds that the server tells apart. */
export type Condition =
  | { readonly kind: 'exists'; readonly exists: boolean }
  /** Integers, to be compared as 64 bits with sign. `list` unless it was a single one. */
  | {
      readonly kind: 'ints';
      readonly values: readonly bigint[];
      readonly list: boolean;
      readonly ids: readonly string[];
    }
  | { readonly kind: 'texts'; readonly values: readonly Pattern[] }
  /** A list that begins with a number that is no integer: what is none breaks the answer off. */
  | {
      readonly kind: 'floats';
      readonly values: readonly (
        | number
        | 'string'
        | 'bool'
        | 'nil'
        | 'map[string]interface {}'
        | '[]interface {}'
      )[];
    }
  /** Anything else matches nothing. */
  | { readonly kind: 'nothing' };

/** Conditions by field: all must hold. */
export type Query = ReadonlyMap<string, Condition>;
