import * as z from 'zod/mini';
import type { Schema } from './Schema.js';

/** An object with any content, which is passed on as it is. */
export type OpenObject = Readonly<Record<string, unknown>>;

export const openObject: Schema<OpenObject> = z.custom<OpenObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  { error: 'an object' },
);

/** An object whose values are such objects. */
export const openObjects: Schema<Readonly<Record<string, OpenObject>>> = z.custom<
  Readonly<Record<string, OpenObject>>
>(
  (value) =>
    openObject.safeParse(value).success &&
    Object.values(value as OpenObject).every((member) => openObject.safeParse(member).success),
  { error: 'an object of objects' },
);
