import * as z from 'zod/mini';
import { type Location, location } from '../schemas/location.js';
import type { Schema } from '../schemas/Schema.js';

/** A point of the atlas, which shows notable places of all datasets. */
export interface AtlasPoint {
  readonly title: string;
  readonly description?: string | undefined;
  /** Email of its owner. Owner, dataset and location tell points apart. Absent on few old points. */
  readonly user?: string | undefined;
  readonly dataset: string;
  /** x, y, z in voxels. */
  readonly location: Location;
  /** When it was last set: seconds since 1970, with fractions. */
  readonly timestamp?: number | undefined;
  /** Whether somebody with the right to has confirmed it, so that everybody sees it. */
  readonly verified?: boolean | undefined;
  readonly [field: string]: unknown;
}

export const atlasPoint: Schema<AtlasPoint> = z.looseObject({
  title: z.string(),
  description: z.optional(z.string()),
  user: z.optional(z.string()),
  dataset: z.string(),
  location,
  timestamp: z.optional(z.number()),
  verified: z.optional(z.boolean()),
});
