import type { Condition } from './Condition.js';

/** A single value that a field can be asked for. `null` asks for a missing field. */
export type QueryValue = string | number | bigint | boolean | null;

/**
 * What is asked of one field: a value, a condition such as `regex("DNp.*")`, an object (the field
 * holds exactly this object), or a list of these, of which one must hold.
 */
export type FieldQuery =
  | QueryValue
  | Condition
  | { readonly [key: string]: unknown }
  | readonly (QueryValue | Condition | { readonly [key: string]: unknown })[];

/** Conditions by field, all of which must hold. `{}` asks nothing, so every annotation matches. */
export interface Conditions {
  readonly [field: string]: FieldQuery;
}

/**
 * Which annotations are meant: conditions by field, all of which must hold, or a list of such, of
 * which one must hold. `{}` is all; an empty list, of a field or of the whole, is none.
 *
 * A text or number matches a field that equals it, and a list that holds it: `{ type: "DNp01" }` finds
 * `"DNp01"` and `["DNp01", "DNp02"]`. Texts and whole numbers are found in lists of texts only and of
 * whole numbers only, not in mixed ones; `equals` compares a list as a whole. The number 5 and the
 * text "5" are two values. An empty text is a value: such a field exists.
 *
 * `bodyid` takes ids in any form that `toBodyId` takes.
 *
 * @example
 * ```ts
 * const query: Query = { class: 'Descending Neuron', type: regex('DNp.*'), soma_side: ['L', 'R'] };
 * const either: Query = [{ group: 10104 }, { status: missing() }];
 * ```
 */
export type Query = Conditions | readonly Conditions[];
