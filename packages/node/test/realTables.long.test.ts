import { describe, it } from 'vitest';
import { atHand, importRealTable, realTables, undoRealTable } from './realTables.js';

describe.skipIf(!atHand).each(realTables)('$name', (table) => {
  it('is imported cell by cell, and again without a change', () =>
    importRealTable(table, table.rows));
  it('is taken back to what was there', () => undoRealTable(table, table.rows));
});
