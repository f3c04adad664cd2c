import * as z from 'zod/mini';
import type { Schema } from './Schema.js';

// Documents of the store are what somebody once put there. One of an odd kind must not make a whole
// list unreadable, so what is shown to people is turned into text rather than refused.

/** Text that may be absent; a value of another kind becomes its JSON. */
export const lenientText: Schema<string | null | undefined> = z.pipe(
  z.optional(z.unknown()),
  z.transform((value) => {
    if (value === undefined || value === null) return value;
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }),
);

/** A switch that may be absent; any value counts as the server counts it. */
export const lenientSwitch: Schema<boolean | null | undefined> = z.pipe(
  z.optional(z.unknown()),
  z.transform((value) => (value === undefined || value === null ? value : Boolean(value))),
);
