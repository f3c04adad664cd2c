import type { PythonKey, PythonValue } from '../python/values.js';

/** The way to a value: `["body", "pos", 0]`. */
export type Location = readonly PythonKey[];

/** One item of a 422's `detail`. */
export interface ValidationItem {
  readonly loc: Location;
  readonly msg: string;
  readonly type: string;
  readonly ctx?: PythonValue;
  readonly input?: PythonValue;
}

/** What a validator makes of a value. */
export type Outcome<T = PythonValue> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly items: readonly ValidationItem[] };

/** Turns a value into one of its type, or says where it is none. */
export type Validator<T = PythonValue> = (value: PythonValue, loc: Location) => Outcome<T>;

export function good<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function bad(loc: Location, msg: string, type: string, ctx?: PythonValue): Outcome<never> {
  return { ok: false, items: [ctx === undefined ? { loc, msg, type } : { loc, msg, type, ctx }] };
}

export function missing(loc: Location): ValidationItem {
  return { loc, msg: 'field required', type: 'value_error.missing' };
}

export function noneNotAllowed(loc: Location): Outcome<never> {
  return bad(loc, 'none is not an allowed value', 'type_error.none.not_allowed');
}
