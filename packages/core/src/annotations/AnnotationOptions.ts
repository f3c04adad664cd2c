/** Which provenance comes along: who changed a field last, when, or both. */
export type Show = 'user' | 'time' | 'all';

/** Options of `streamAnnotations`, `fetchAnnotations` and `fetchAnnotationsById`. */
export interface AnnotationOptions {
  /** Adds for each field `<field>_user`, `<field>_time`, or both. Default neither. */
  readonly show?: Show | undefined;
  /** A version tag, a uuid or the beginning of one. Default the dataset's current version. */
  readonly version?: string | undefined;
  /** Only these fields, their provenance as `show` says, and `bodyid`. Default all fields. */
  readonly fields?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}
