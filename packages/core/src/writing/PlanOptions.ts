import type { BodyId } from '../integers/BodyId.js';
import type { ColumnType } from '../tables/ColumnType.js';
import type { SchemaValidator } from './facts/SchemaValidator.js';
import type { GuardOptions } from './Plan.js';

/** How a table is read into records. */
export interface TableOptions {
  /** Column that holds the body ids, exactly as the table names it. Default `bodyid`. */
  readonly idColumn?: string | undefined;
  /** Types that are decided, by column; the others are found. */
  readonly types?: Readonly<Record<string, ColumnType>> | undefined;
  /** A cell with exactly this text clears the field. Default: no cell does. */
  readonly clearMarker?: string | undefined;
  /** Column that says in whose name a row is written. */
  readonly designatedUserColumn?: string | undefined;
}

/** Where facts beyond the server's own come from. */
export interface FactSources {
  /** Asks DVID, never with a credential. Default: the client's `fetch`. `false` asks nothing of DVID. */
  readonly dvid?: typeof globalThis.fetch | false | undefined;
  /** How long DVID may take for a fact, in milliseconds, before the plan does without. Default 2,000. */
  readonly dvidTimeout?: number | undefined;
  /** Checks values against a JSON schema. Default: a schema gives types to columns, and values go unchecked. */
  readonly schemaValidator?: SchemaValidator | undefined;
  /**
   * Says which bodies exist in the segmentation, all in one request. Default: asked one by one, which
   * finishes in time only for a few hundred.
   */
  readonly bodySizes?: BodySizes | undefined;
}

/** Sizes of bodies in voxels in the order asked, 0 for one that does not exist. */
export type BodySizes = (request: {
  /** Address of the labelmap's `sizes` endpoint. */
  readonly url: string;
  readonly bodyids: readonly BodyId[];
  readonly signal: AbortSignal;
}) => Promise<readonly number[]>;

/** Settings of {@link planAnnotations}. */
export interface PlanOptions extends GuardOptions, TableOptions, FactSources {
  /** An open version other than the head, as tag or uuid. Default: the head. */
  readonly version?: string | undefined;
  /** In whose name all rows are written that do not say otherwise. Default: the caller. */
  readonly designatedUser?: string | undefined;
  /** Name of the input, for messages. Default: that of the table. */
  readonly source?: string | undefined;
  /** The clock. Default: the system's. */
  readonly now?: (() => Date) | undefined;
  readonly signal?: AbortSignal | undefined;
}
