import type * as z from 'zod/mini';

/** A schema whose output is `T`. */
export type Schema<T> = z.ZodMiniType<T>;
