import { InputError, type Table } from '@clio/core';
import { expect, it } from 'vitest';
import { type RawSheet, rawRow, rawWorkbook } from '../../test/rawWorkbook.js';
import { readTable } from './readTable.js';

const header = rawRow(1, ['bodyid', 'type']);

const read = (...sheets: RawSheet[]): Promise<Table> =>
  readTable(rawWorkbook(...sheets), { format: 'xlsx', name: 't.xlsx' });

const refusal = async (...sheets: RawSheet[]): Promise<InputError> => {
  const error = await read(...sheets).catch((cause) => cause);
  expect(error).toBeInstanceOf(InputError);
  return error;
};

it('reads the first sheet that is not hidden, and passes over charts', async () => {
  const table = await read(
    { name: 'Chart' },
    { name: 'Lists', rows: header + rawRow(2, [5, 'hidden']), state: 'veryHidden' },
    { name: 'Old', rows: header + rawRow(2, [5, 'old']), state: 'hidden' },
    { name: 'Data', rows: header + rawRow(2, [5, 'new']) },
  );
  expect(table.rows).toEqual([{ row: 2, cells: [{ value: 5 }, 'new'] }]);
  expect(table.notes).toEqual(['t.xlsx: the sheet "Data" is read, one of 3.']);
});

it('reads hidden rows as well, and says so', async () => {
  const rows = [2, 3, 4].map((row) => rawRow(row, [row, 'a'], row === 2 ? '' : ' hidden="1"'));
  const table = await read({ name: 'S', rows: header + rows.join('') });
  expect(table.rows).toHaveLength(3);
  expect(table.notes).toEqual(['t.xlsx: 2 hidden rows are read as well (rows 3 and 4).']);
});

it('takes the value that a formula had', async () => {
  const table = await read({
    name: 'S',
    rows:
      header +
      rawRow(2, [5, { xml: '<c t="str"><f>A1&amp;"x"</f><v>LC10</v></c>' }]) +
      rawRow(3, [6, { xml: '<c t="str"><f>IF(1,"")</f><v></v></c>' }]) +
      rawRow(4, [{ xml: '<c><f>3+4</f><v>7</v></c>' }, 'b']),
  });
  expect(table.rows.map(({ cells }) => cells)).toEqual([
    [{ value: 5 }, 'LC10'],
    [{ value: 6 }, undefined],
    [{ value: 7 }, 'b'],
  ]);
});

it('refuses formulas without a value, errors and merged cells, all at once by row and column', async () => {
  const error = await refusal({
    name: 'S',
    rows:
      header +
      rawRow(2, [5, { xml: '<c><f>1+1</f><v></v></c>' }]) +
      rawRow(3, [{ xml: '<c><f>1+1</f></c>' }, 'a']) +
      rawRow(4, [6, { xml: '<c t="e"><v>#N/A</v></c>' }]) +
      rawRow(5, [7, 'LC']) +
      rawRow(6, [8]) +
      rawRow(7, [9]),
    merged: ['B5:B6', 'B7:B8'],
  });
  expect(error.message).toMatchInlineSnapshot(`
    "t.xlsx: 4 cells cannot be used:
    - row 2, column type: the cell holds a formula that has not been calculated. Open the file in a spreadsheet program and save it again, or put the value there.
    - row 3, column bodyid: the cell holds a formula that has not been calculated. Open the file in a spreadsheet program and save it again, or put the value there.
    - row 4, column type: the cell holds the error #N/A. Correct the formula, or empty the cell.
    - row 5, column type: the cell is merged with others (B5:B6), and it is not clear what those hold. Unmerge them and fill in each."
  `);
  expect(error.place).toEqual({ source: 't.xlsx', row: 2, column: 'type' });
});

it('gives dates and times as they were meant, to the second', async () => {
  const dates = ['45352', '45352.41666666666', '0.4375', '1.25', '45352.4166669'];
  const table = await read({
    name: 'S',
    rows:
      header +
      dates.map((date, at) => rawRow(at + 2, [5, { xml: `<c s="1"><v>${date}</v></c>` }])).join(''),
  });
  expect(table.rows.map(({ cells }) => cells[1])).toEqual(
    ['2024-03-01', '2024-03-01T10:00:00', '10:30:00', '30:00:00', '2024-03-01T10:00:00.020'].map(
      (value) => ({ value, doubtful: expect.stringContaining(`the date ${value},`) }),
    ),
  );
});

it('takes an integer of 16 digits where no spreadsheet has put the last one', async () => {
  const ids = ['9007199254740991', '1234567890123450', '9007199254740993', '154109.0', '154109'];
  const table = await read({
    name: 'S',
    rows:
      header + ids.map((id, at) => rawRow(at + 2, [{ xml: `<c><v>${id}</v></c>` }, 'a'])).join(''),
  });
  const doubtful = (value: number | bigint) => ({
    value,
    doubtful: expect.stringContaining(`the number ${value}`),
  });
  expect(table.rows.map(({ cells }) => cells[0])).toEqual([
    { value: 9007199254740991 },
    doubtful(1234567890123450),
    doubtful(9007199254740993n),
    { value: 154109, written: '154109.0' },
    { value: 154109 },
  ]);
});
