import { describe, expect, it } from 'vitest';
import { describeProblem } from '../writing/guard/describeProblem.js';
import { countFieldKinds } from './FieldKinds.js';
import { recordsFromTable, type TableRecordOptions } from './recordsFromTable.js';
import type { Table, TableCell } from './Table.js';

function table(columns: string[], rows: TableCell[][], format: Table['format'] = 'csv'): Table {
  const first = format === 'csv' || format === 'tsv' || format === 'xlsx' ? 2 : 1;
  return {
    source: 'types.csv',
    format,
    columns,
    rows: rows.map((cells, index) => ({ row: index + first, cells })),
  };
}

function column(
  cells: TableCell[],
  options: TableRecordOptions = {},
  format: Table['format'] = 'csv',
) {
  const { records, notices, problems } = recordsFromTable(
    table(
      ['bodyid', 'x'],
      cells.map((cell, index) => [String(index + 1), cell]),
      format,
    ),
    options,
  );
  return {
    values: records.map(({ fields }) => fields.x),
    type: notices.find(({ kind }) => kind === 'column-type')?.message,
    problems: problems.map(describeProblem),
  };
}

const holding = (...values: unknown[]) => ({
  fieldTypes: countFieldKinds(values.map((x) => ({ bodyid: 1, x }))),
});

describe('the type of a column by its cells', () => {
  it.each([
    [['395', '-7', '0', ''], 'integer', [395, -7, 0, undefined]],
    [['395.0', '12', '7.000'], 'integer', [395, 12, 7]],
    [['80152954824646675', '1'], 'integer', [80152954824646675n, 1]],
    [
      ['18446744073709551615', '-9223372036854775808'],
      'integer',
      [18446744073709551615n, -9223372036854775808n],
    ],
    [['0.616367489847678', '1', '2.50'], 'number', [0.616367489847678, 1, 2.5]],
    [['1.5e-7', '1e-7'], 'number', [1.5e-7, 1e-7]],
    [['9007199254740993', '0.5'], 'number', [9007199254740993n, 0.5]],
    [[' 7 ', '8'], 'integer', [7, 8]],
    [['True', 'FALSE', 'true'], 'boolean', [true, false, true]],
    [['007', '12'], 'text', ['007', '12']],
    [['1e5', '2e5'], 'text', ['1e5', '2e5']],
    [['+1', '2'], 'text', ['+1', '2']],
    [['-0.0', '1'], 'number', [0, 1]],
    [['1,2,3', '4,5,6'], 'text', ['1,2,3', '4,5,6']],
    [['[1,2]'], 'text', ['[1,2]']],
    [['none', 'NA', 'null', 'nan', '', '1'], 'text', ['none', 'NA', 'null', 'nan', undefined, '1']],
    [['18446744073709551616'], 'text', ['18446744073709551616']],
    [['0.12345678901234567890'], 'text', ['0.12345678901234567890']],
    [['1.', '.5'], 'text', ['1.', '.5']],
    [['true', '1'], 'text', ['true', '1']],
    [['Infinity', '1'], 'text', ['Infinity', '1']],
    [['0x10'], 'text', ['0x10']],
    [['1_000'], 'text', ['1_000']],
    [[' a ', 'b'], 'text', [' a ', 'b']],
    [['', ' ', undefined], undefined, [undefined, undefined, undefined]],
  ])('%j is %s', (cells, type, values) => {
    const read = column(cells as TableCell[]);
    expect(read.values).toEqual(values);
    expect(read.type).toBe(type && `column x: ${type} (by its cells)`);
    expect(read.problems).toEqual([]);
  });
});

describe('the type of a column by what decides before its cells', () => {
  it('takes the type asked for, then the schema, then the values, then the cells', () => {
    const schemaTypes = new Map([['x', 'number' as const]]);
    const all = { types: { x: 'text' as const }, schemaTypes, ...holding('a', 'b') };
    expect(column(['5'], all)).toMatchObject({ values: ['5'], type: 'column x: text (as asked)' });
    expect(column(['5'], { schemaTypes, ...holding('a') })).toMatchObject({
      values: [5],
      type: "column x: number (by the dataset's schema)",
    });
    expect(column(['5'], holding('7', 'a'))).toMatchObject({
      values: ['5'],
      type: 'column x: text (as the dataset holds it)',
    });
    expect(column(['5'])).toMatchObject({ values: [5], type: 'column x: integer (by its cells)' });
  });

  it.each([
    ['1,2,3', holding([1, 2]), [1, 2, 3]],
    ['[1, 2,3]', holding([1, 2]), [1, 2, 3]],
    ['9007199254740993,1', holding([1]), [9007199254740993n, 1]],
    ['1,2', holding(['a'], ['b']), ['1', '2']],
    ['a, b', holding([1], ['x']), ['a', 'b']],
    ['0.5,2', holding([1]), [0.5, 2]],
    ['7', holding([1]), [7]],
    ['{"a":[1]}', holding({ b: 1 }), { a: [1] }],
    ['True', holding(false), true],
    ['7.5', holding(1, 2), 7.5],
    ['7.0', holding(1, 2), 7],
    ['1e-5', holding(1, 2.5), 0.00001],
    ['1e5', { types: { x: 'number' as const } }, 100000],
    ['7', holding('a', 'b', 3), '7'],
    ['abc', holding(1, 2, 'a'), 'abc'],
  ])('%s where the field holds %o', (cell, options, value) => {
    expect(column([cell], options)).toMatchObject({ values: [value], problems: [] });
  });

  it.each([
    ['abc', { types: { x: 'integer' as const } }, '"abc" is no integer; x was to hold integers'],
    ['7.5', { types: { x: 'integer' as const } }, '"7.5" is no integer; x was to hold integers'],
    ['1e3', { types: { x: 'integer' as const } }, '"1e3" is no integer; x was to hold integers'],
    [
      'yes',
      { types: { x: 'boolean' as const } },
      '"yes" is neither true nor false; x was to hold true or false',
    ],
    ['1,,2', { types: { x: 'list' as const } }, '"1,,2" has an empty member; x was to hold lists'],
    ['[1,2', { types: { x: 'list' as const } }, '"[1,2" is no JSON; x was to hold lists'],
    [
      '1e17',
      { types: { x: 'number' as const } },
      '"1e17" is an integer without its last digits; x was to hold numbers',
    ],
    [
      '99999999999999999999',
      { types: { x: 'integer' as const } },
      '"99999999999999999999" is beyond 64 bits; x was to hold integers',
    ],
    [
      '1.5e5',
      holding(1),
      '"1.5e5" is in scientific notation, which may hide a rounded number; write all digits; x holds numbers in this dataset; correct the cell, or decide the type of the column',
    ],
    [
      '1.23457E+11',
      {},
      '"1.23457E+11" is in scientific notation, which may hide a rounded number; write all digits; x holds numbers in its other cells; correct the cell, or decide the type of the column',
    ],
    [
      '2e3,1',
      holding([1, 2]),
      '"2e3" is in scientific notation, which may hide a rounded number; write all digits; x holds lists in this dataset; correct the cell, or decide the type of the column',
    ],
    [
      'abc',
      holding(1),
      '"abc" is no number; x holds numbers in this dataset; correct the cell, or decide the type of the column',
    ],
    [
      'abc',
      { schemaTypes: new Map([['x', 'integer' as const]]) },
      '"abc" is no integer; the dataset\'s schema wants integers in x',
    ],
  ])('%s with %o is a problem', (cell, options, problem) => {
    expect(column(['', cell], options).problems).toEqual([
      `types.csv, row 3, column x, body 2: ${problem}`,
    ]);
  });

  it('takes a cell that reads as the value of its body for this value', () => {
    const current = (bodyid: unknown) =>
      bodyid === 1 ? '395' : bodyid === 2 ? 7 : bodyid === 3 ? [1, null] : undefined;
    expect(column(['395', '7', '[1,null]', '8'], { current, ...holding(1, 2) }).values).toEqual([
      '395',
      7,
      [1, null],
      8,
    ]);
    const schemaTypes = new Map([['x', 'integer' as const]]);
    expect(column(['395', '7', '', '8'], { current, schemaTypes }).values).toEqual([
      '395',
      7,
      undefined,
      8,
    ]);
    // A type that was asked for is a wish to change it.
    expect(column(['395'], { current, types: { x: 'integer' } }).values).toEqual([395]);
  });
});

describe('cells that have a type already', () => {
  it('stay as they are in JSON', () => {
    const cells = [1, '1', true, null, '', [1], 9007199254740993n].map((value) => ({ value }));
    expect(column(cells, holding('text'), 'json').values).toEqual([
      1,
      '1',
      true,
      undefined,
      '',
      [1],
      9007199254740993n,
    ]);
  });

  it('become what was asked for', () => {
    const cells = [1, '1', 2.5, [1, 2], null].map((value) => ({ value }));
    expect(column(cells, { types: { x: 'text' } }, 'json').values).toEqual([
      '1',
      '1',
      '2.5',
      '[1,2]',
      undefined,
    ]);
    expect(column([{ value: '7' }], { types: { x: 'integer' } }, 'json').values).toEqual([7]);
    expect(column([{ value: 'a' }], { types: { x: 'integer' } }, 'json').problems).toHaveLength(1);
  });

  it('of a spreadsheet follow the field, as text cells do', () => {
    expect(column([{ value: 5 }, { value: true }], holding('a', 'b'), 'xlsx').values).toEqual([
      '5',
      'true',
    ]);
    expect(column([{ value: 5 }, '7'], {}, 'xlsx').values).toEqual([5, 7]);
  });

  it('that a spreadsheet may have changed are refused, but for fractions', () => {
    const doubtful = 'is stored as a number of 15 digits';
    expect(column([{ value: 0.7112985660011569, doubtful }], {}, 'xlsx').values).toEqual([
      0.7112985660011569,
    ]);
    expect(column([{ value: 720575940627329900, doubtful }], {}, 'xlsx').problems).toEqual([
      `types.csv, row 2, column x, body 1: the cell ${doubtful}`,
    ]);
  });
});

it('clears where the marker stands, and nowhere else', () => {
  expect(column(['CLEAR', 'clear', 'a'], { clearMarker: 'CLEAR' }).values).toEqual([
    null,
    'clear',
    'a',
  ]);
  expect(column(['-', '5'], { clearMarker: '-' }).values).toEqual([null, 5]);
  expect(column([{ value: null }], { clearMarker: 'null' }, 'json').values).toEqual([null]);
});

it('reads designated users from their column', () => {
  const { records } = recordsFromTable(
    table(
      ['bodyid', 'who_user', 'x'],
      [
        ['1', ' ann@example.org ', 'a'],
        ['2', '', 'b'],
      ],
    ),
    { designatedUserColumn: 'who_user' },
  );
  expect(records.map(({ designatedUser }) => designatedUser)).toEqual([
    'ann@example.org',
    undefined,
  ]);
  expect(records[0]?.fields).toEqual({ x: 'a' });
});

it('refuses what cannot be a field, and columns that are not there', () => {
  const read = recordsFromTable(
    table(['root_id', 'bodyid', 'type_user', 'a_time', ''], [['1', '2', 'x', 'y', 'z']]),
    {
      idColumn: 'root_id',
    },
  );
  expect(read.problems.map(({ rule, column, row }) => [rule, column, row])).toEqual([
    ['reserved', 'bodyid', 1],
    ['reserved', 'type_user', 1],
    ['reserved', 'a_time', 1],
    ['reserved', '', 1],
  ]);
  expect(() => recordsFromTable(table(['bodyId', 'x'], []))).toThrow(
    'types.csv has no column bodyid. If bodyId holds the body ids, name it as the id column. Its columns are: bodyId, x.',
  );
  expect(() => recordsFromTable(table(['bodyid'], []), { types: { y: 'text' } })).toThrow(
    'has no column y, which was given a type',
  );
  expect(() => recordsFromTable(table(['bodyid'], []), { designatedUserColumn: 'who' })).toThrow(
    'has no column who',
  );
});

it('passes over a column that nobody may write where it says what stands there', () => {
  const stamped = table(
    ['bodyid', 'type_user', ''],
    [
      ['1', 'ann', '5'],
      ['2', ''],
    ],
  );
  const held = new Map<string, unknown>([
    ['type_user', 'ann'],
    ['', 5],
  ]);
  const current = (_: unknown, field: string) => held.get(field);
  const { records, problems } = recordsFromTable(stamped, { current });
  expect([records.map(({ fields }) => fields), problems]).toEqual([[{}, {}], []]);
  held.set('type_user', 'bob');
  expect(recordsFromTable(stamped, { current }).problems).toMatchObject([
    { rule: 'reserved', column: 'type_user' },
  ]);
});

it.each([
  ['"a\\u0000b"', 'a\0b'],
  ['"\\"a\\\\u0000b\\""', '"a\\u0000b"'],
  ['"a"', '"a"'],
  ['"a\\u0041\\u0000"', '"a\\u0041\\u0000"'],
])('reads %s as the text that was written so', (cell, text) => {
  expect(column([cell]).values).toEqual([text]);
});

it('keeps a field named as what every object has', () => {
  const { records } = recordsFromTable(
    table(['bodyid', '__proto__', 'constructor'], [['1', 'a', 'b']]),
  );
  expect(Object.entries(records[0]?.fields ?? {})).toEqual([
    ['__proto__', 'a'],
    ['constructor', 'b'],
  ]);
});

it('takes only numbers for a field whose lists are all of numbers', () => {
  const read = (cell: string, held: unknown[]) => {
    const { records, problems } = recordsFromTable(
      {
        source: 't.csv',
        format: 'csv',
        columns: ['bodyid', 'position'],
        rows: [{ row: 2, cells: ['5', cell] }],
      },
      { fieldTypes: countFieldKinds(held.map((position) => ({ position }))) },
    );
    return problems[0]?.reason ?? records[0]?.fields.position;
  };
  expect(read('1,2.5', [[1, 2, 3]])).toEqual([1, 2.5]);
  expect(read('1;2;3', [[1, 2, 3]])).toMatch(
    /^"1;2;3" is no list of numbers; position holds lists/,
  );
  expect(read('a,b', [[1, 2, 3], ['x']])).toEqual(['a', 'b']);
  expect(read('a,b', [[true]])).toEqual(['a', 'b']);
});
