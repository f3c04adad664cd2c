import type { BodyId } from '../../integers/BodyId.js';
import type { Table } from '../../tables/Table.js';

/** Fields to write, by name. `null` clears a field; `undefined` leaves it alone. */
export type FieldValues = Readonly<Record<string, unknown>>;

/** A record to write: a body id and the fields to set on that body. Other fields stay as they are. */
export type AnnotationRecord = { readonly bodyid: BodyId | string } & FieldValues;

/**
 * What can be planned and written:
 *
 * - one record, `{ bodyid: 154109, type: 'LC10' }`;
 * - many records, as any iterable or async iterable;
 * - `{ [bodyid]: fields }`, an object without `bodyid` whose keys are body ids;
 * - a `Map` from body id to fields;
 * - a `Table`, whose cells get their types from the dataset.
 */
export type AnnotationInput =
  | AnnotationRecord
  | Iterable<AnnotationRecord>
  | AsyncIterable<AnnotationRecord>
  | { readonly [bodyid: string]: FieldValues }
  | ReadonlyMap<BodyId | string, FieldValues>
  | Table;
