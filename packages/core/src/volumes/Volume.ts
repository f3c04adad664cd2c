import * as z from 'zod/mini';
import { lenientText } from '../schemas/lenient.js';
import type { Schema } from '../schemas/Schema.js';

/** A volume's document, as stored. */
export interface VolumeDocument {
  readonly bucket: string;
  readonly path: string;
  readonly description?: string | null | undefined;
  readonly [field: string]: unknown;
}

/** Image data of a dataset in a storage bucket. */
export interface Volume extends VolumeDocument {
  /** The id by which the server knows it, which is that of its dataset. */
  readonly id: string;
}

export const volumeDocument: Schema<VolumeDocument> = z.looseObject({
  bucket: z.string(),
  path: z.string(),
  description: lenientText,
});

/** A volume to be set. */
export interface VolumeInput {
  readonly bucket: string;
  readonly path: string;
  readonly description?: string | null | undefined;
}

export const volumeInput: Schema<VolumeInput> = z.strictObject({
  bucket: z.string(),
  path: z.string(),
  description: z.optional(z.nullable(z.string())),
});
