import * as z from 'zod/mini';
import { lenientSwitch, lenientText } from '../schemas/lenient.js';
import type { Schema } from '../schemas/Schema.js';

/**
 * A dataset's document, as stored. No field is sure to be there; the server keeps fields that are not
 * listed here, too, and they are passed on.
 */
export interface DatasetDocument {
  readonly description?: string | null | undefined;
  readonly title?: string | null | undefined;
  /** Name of the current version, such as `v0.9`. */
  readonly tag?: string | null | undefined;
  /** Current version in DVID: a uuid, a prefix of one, or a branch such as `9bc01e:master`. */
  readonly uuid?: string | null | undefined;
  /** Address of the DVID server. */
  readonly dvid?: string | null | undefined;
  /** Whether every user of the server may read it, and write own points. */
  readonly public?: boolean | null | undefined;
  readonly neuprintHTTP?:
    | {
        readonly dataset?: string | null | undefined;
        readonly server?: string | null | undefined;
        readonly [more: string]: unknown;
      }
    | null
    | undefined;
  readonly [field: string]: unknown;
}

/** A dataset: its document and its id. */
export interface Dataset extends DatasetDocument {
  /** The id by which the server knows it. */
  readonly id: string;
}

export const datasetDocument: Schema<DatasetDocument> = z.looseObject({
  description: lenientText,
  title: lenientText,
  tag: lenientText,
  uuid: lenientText,
  dvid: lenientText,
  public: lenientSwitch,
  neuprintHTTP: z.optional(
    z.nullable(z.looseObject({ dataset: lenientText, server: lenientText })),
  ),
});
