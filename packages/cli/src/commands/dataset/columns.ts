import type { Dataset } from '@clio/core';
import type { Row } from '../../output/cell.js';
import type { Column } from '../../output/table.js';

/** What tables and TSV show of a dataset; JSON has the whole document. */
export const datasetColumns: readonly Column[] = [
  { field: 'id', id: true },
  { field: 'title' },
  { field: 'tag', header: 'HEAD', whole: true },
  { field: 'uuid', whole: true },
  { field: 'public', show: (value) => (value === true ? '✓' : '') },
  { field: 'description' },
];

/** What a dataset may have beside them, whether or not one at hand has. */
export const otherDatasetFields = ['dvid', 'location', 'mainLayer', 'neuprintHTTP'];

/** A dataset as it is printed: the id before what the server keeps about it. */
export function toRow({ id, ...document }: Dataset): Row {
  return { id, ...document };
}
