/**
 * The type of the values in a column: `text`; `integer` (`395` and `395.0`, exact to 64 bits);
 * `number` (integers stay integers); `boolean` (`true`, `false` in any case); `list` (`[1,2,3]` or
 * `1,2,3`); `json` (any value as JSON, found only where the field holds objects already).
 */
export type ColumnType = 'text' | 'integer' | 'number' | 'boolean' | 'list' | 'json';

/** The types that a caller may name. */
export const columnTypes: readonly Exclude<ColumnType, 'json'>[] = [
  'text',
  'integer',
  'number',
  'boolean',
  'list',
];
