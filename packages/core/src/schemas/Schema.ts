import type * as z from 'zod/mini';

/** A zod schema whose output is `T`. */
export type Schema<T> = z.ZodMiniType<T>;

/**
 * What checks a value and says what is wrong with it: any schema, and the few checks on the way to an
 * annotation, which do without zod, because in a browser that weighs as much as all of our reading.
 */
export interface Check<T> {
  safeParse(value: unknown): Checked<T>;
}

export type Checked<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly error: CheckError };

/** An error of zod's, as far as it is needed. */
export type CheckError = Pick<z.core.$ZodError, 'issues'>;
