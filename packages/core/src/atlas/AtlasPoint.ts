import * as z from 'zod/mini';
import { lenientSwitch, lenientText } from '../schemas/lenient.js';
import { type Location, location } from '../schemas/location.js';
import type { Schema } from '../schemas/Schema.js';

/** A point of the atlas, which shows notable places of all datasets. */
export interface AtlasPoint {
  readonly title?: string | null | undefined;
  readonly description?: string | null | undefined;
  /** Email of its owner. Owner, dataset and location tell points apart. Absent on few old points. */
  readonly user?: string | null | undefined;
  readonly dataset: string;
  /** x, y, z in voxels. */
  readonly location: Location;
  /** When it was last set: seconds since 1970, with fractions. */
  readonly timestamp?: number | undefined;
  /** Whether somebody with the right to has confirmed it, so that everybody sees it. */
  readonly verified?: boolean | null | undefined;
  readonly [field: string]: unknown;
}

export const atlasPoint: Schema<AtlasPoint> = z.looseObject({
  title: lenientText,
  description: lenientText,
  user: lenientText,
  dataset: z.string(),
  location,
  timestamp: z.optional(z.number()),
  verified: lenientSwitch,
});
