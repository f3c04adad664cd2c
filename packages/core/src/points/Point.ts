import * as z from 'zod/mini';
import { type OpenObject, openObject } from '../schemas/openObject.js';
import type { Schema } from '../schemas/Schema.js';

/** What a point annotation marks: a place, a line between two places, or a sphere. */
export type PointKind = 'point' | 'lineseg' | 'sphere';

/** A point annotation as the server gives it. What was never set is `null`. */
export interface Point {
  /** Email of its owner. */
  readonly user: string;
  /** Its name, made of kind and position, such as `Pt120_44_9`; unique for a dataset and user. */
  readonly key: string;
  readonly kind: PointKind;
  /** Voxels: x, y, z of a point; of both ends of a line; six numbers of a sphere. */
  readonly pos: readonly (number | bigint)[];
  /** Anything else about it. */
  readonly prop: OpenObject | null;
  readonly tags: readonly string[] | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly [field: string]: unknown;
}

/** A point annotation to be set. */
export interface PointInput {
  readonly kind: PointKind;
  /** Whole numbers, in voxels: three for a point, six for a line or a sphere. */
  readonly pos: readonly (number | bigint)[];
  readonly prop?: OpenObject | null | undefined;
  readonly tags?: readonly string[] | null | undefined;
  readonly title?: string | null | undefined;
  readonly description?: string | null | undefined;
  /** Email of its owner; by default the client's user. Another's needs the right to write others'. */
  readonly user?: string | undefined;
}

const kind = z.enum(['point', 'lineseg', 'sphere']);
const textOrNull = z.nullable(z.string());

export const pointSchema: Schema<Point> = z.looseObject({
  user: z.string(),
  key: z.string(),
  kind,
  pos: z.array(z.union([z.number(), z.bigint()])),
  prop: z.nullable(openObject),
  tags: z.nullable(z.array(z.string())),
  title: textOrNull,
  description: textOrNull,
});

export const pointInput: Schema<PointInput> = z.strictObject({
  kind,
  pos: z.array(z.union([z.int(), z.bigint()])),
  prop: z.optional(z.nullable(openObject)),
  tags: z.optional(z.nullable(z.array(z.string()))),
  title: z.optional(textOrNull),
  description: z.optional(textOrNull),
  user: z.optional(z.string().check(z.minLength(1))),
});
