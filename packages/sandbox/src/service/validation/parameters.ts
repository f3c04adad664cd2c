import { good, type Location, missing, type Outcome, type Validator } from './outcome.js';
import { bool, integer, text } from './scalars.js';

/** A query parameter: its type, and the value it has when it is not sent (`undefined`: it must be). */
export interface Parameter<T> {
  readonly type: Validator<T>;
  readonly fallback: T | undefined;
}

export type Parameters = Readonly<Record<string, Parameter<string | null | bigint | boolean>>>;

/** The values of {@link Parameters} once they are valid. */
export type ParameterValues<P extends Parameters> = {
  readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never;
};

export function textParameter(fallback?: string): Parameter<string> {
  return { type: text, fallback };
}

/** A text that is none when it is not sent. */
export function optionalText(): Parameter<string | null> {
  return { type: text, fallback: null };
}

export function integerParameter(fallback?: bigint): Parameter<bigint> {
  return { type: integer, fallback };
}

export function boolParameter(fallback: boolean): Parameter<boolean> {
  return { type: bool, fallback };
}

/** Reads one parameter out of a query, of which the last of a repeated name counts. */
export function readParameter<T>(
  parameter: Parameter<T>,
  sent: string | undefined,
  loc: Location,
): Outcome<T> {
  if (sent !== undefined) return parameter.type(sent, loc);
  if (parameter.fallback !== undefined) return good(parameter.fallback);
  return { ok: false, items: [missing(loc)] };
}
