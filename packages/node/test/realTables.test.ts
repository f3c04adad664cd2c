import { describe, it } from 'vitest';
import { atHand, importRealTable, realTables, undoRealTable } from './realTables.js';

// The whole tables are in the long test.
describe.skipIf(!atHand).each(realTables)('$name', (table) => {
  it('is imported cell by cell, and again without a change', () => importRealTable(table, 150));
  it('is taken back to what was there', () => undoRealTable(table, 60));
});
