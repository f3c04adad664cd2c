import type { Column } from '../../output/table.js';

/** What tables and TSV show of a dataset; JSON has the whole document. */
export const datasetColumns: readonly Column[] = [
  { field: 'id', id: true },
  { field: 'title' },
  { field: 'tag', header: 'HEAD' },
  { field: 'uuid' },
  { field: 'public' },
  { field: 'description' },
];
