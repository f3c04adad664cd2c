import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { InputError, type Table, type TableFormat } from '@clio/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { readTable } from './readTable.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, big = false): Uint8Array => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
};

const read = (content: string | Uint8Array, format: TableFormat, options = {}): Promise<Table> =>
  readTable(typeof content === 'string' ? utf8(content) : content, {
    format,
    name: `t.${format}`,
    ...options,
  });

const failure = async (table: Promise<Table>): Promise<InputError> => {
  const error = await table.then(
    () => undefined,
    (cause) => cause,
  );
  expect(error).toBeInstanceOf(InputError);
  return error;
};

/** The rows as [row, ...cells]. */
const rowsOf = ({ rows }: Table) => rows.map(({ row, cells }) => [row, ...cells]);

describe('CSV and TSV', () => {
  it('give cells as text, digits and blanks untouched', async () => {
    const table = await read(
      'bodyid,type,note\n720575940627329911, LC10 ,\n007,"a,""b""",é😀\n',
      'csv',
    );
    expect(table).toEqual({
      source: 't.csv',
      format: 'csv',
      columns: ['bodyid', 'type', 'note'],
      rows: [
        { row: 2, cells: ['720575940627329911', ' LC10 ', ''] },
        { row: 3, cells: ['007', 'a,"b"', 'é😀'] },
      ],
    });
  });

  it.each([
    ['line feeds', '\n'],
    ['carriage returns and line feeds', '\r\n'],
    ['carriage returns', '\r'],
  ])('count lines that end in %s, in cells too', async (_, end) => {
    const lines = ['bodyid,type', '1,"a', 'b"', '', ',', '2,"c', '', 'd"', '3,e'];
    const table = await read(lines.join(end) + end, 'csv');
    expect(rowsOf(table)).toEqual([
      [2, '1', `a${end}b`],
      [6, '2', `c${end}${end}d`],
      [9, '3', 'e'],
    ]);
  });

  it('may mix line endings', async () => {
    expect(rowsOf(await read('bodyid,type\r\n1,a\n2,b\r3,c\n\r4,d', 'csv'))).toEqual([
      [2, '1', 'a'],
      [3, '2', 'b'],
      [4, '3', 'c'],
      [6, '4', 'd'],
    ]);
  });

  it.each([
    ['comma', 'bodyid,"a;b;c"\n1,x', ['bodyid', 'a;b;c'], undefined],
    ['semicolon', 'bodyid;"x, nm";type\n1;2,5;b\n', ['bodyid', 'x, nm', 'type'], 'semicolons'],
    ['tab', 'bodyid\ttype\n1\ta\n', ['bodyid', 'type'], 'tabs'],
    ['what Excel declares', 'sep=;\r\nbodyid;type\r\n1;a\r\n', ['bodyid', 'type'], 'semicolons'],
    ['one column', 'bodyid\n1\n', ['bodyid'], undefined],
  ])('in CSV find the delimiter: %s', async (_, text, columns, word) => {
    const table = await read(text, 'csv');
    expect(table.columns).toEqual(columns);
    expect(table.notes).toEqual(word && [`t.csv: the cells are separated by ${word}.`]);
  });

  it('number the lines of the file where Excel declares the delimiter', async () => {
    expect(rowsOf(await read('sep=;\nbodyid;type\n1;a\n', 'csv'))).toEqual([[3, '1', 'a']]);
    const error = await failure(read('sep=;\nbodyid;type\n1;"a\n', 'csv'));
    expect(error.place).toEqual({ source: 't.csv', row: 3, column: 'type' });
  });

  it('take the delimiter that is given', async () => {
    const table = await read('bodyid|a,b\n1|2\n', 'csv', { delimiter: '|' });
    expect(table.columns).toEqual(['bodyid', 'a,b']);
    await failure(read('a|b', 'csv', { delimiter: '||' }));
  });

  it('in TSV take tabs alone, and quotes as in CSV', async () => {
    const table = await read('bodyid\ttype\n1\t"a\tb\nc"\n2\td,e;f\n', 'tsv');
    expect(rowsOf(table)).toEqual([
      [2, '1', 'a\tb\nc'],
      [4, '2', 'd,e;f'],
    ]);
  });

  it('let a row end early, but not a file that seems cut off', async () => {
    expect(rowsOf(await read('bodyid,type,side\n1\n2,b\n', 'csv'))).toEqual([
      [2, '1', undefined, undefined],
      [3, '2', 'b', undefined],
    ]);
    const error = await failure(read('bodyid,type,side\n1,a,L\n2,LC', 'csv'));
    expect(error.message).toContain('t.csv, line 3: the last row has 2 cells for 3 columns');
    expect(error.place).toEqual({ source: 't.csv', row: 3 });
  });

  it('name all rows with more cells than columns', async () => {
    const error = await failure(read('bodyid,type\n1,a,b\n2,c\n3,d,e,f\n4,g,\n', 'csv'));
    expect(error.message).toContain('lines 2, 4 and 5 have more cells than the 2 columns');
    expect(error.place).toEqual({ source: 't.csv', row: 2 });
    const many = Array.from({ length: 15 }, (_, at) => `${at},a,b\n`).join('');
    expect((await failure(read(`bodyid,type\n${many}`, 'csv'))).message).toContain(
      'lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 5 more have',
    );
  });

  it.each([
    ['never closed', 'bodyid,type\n1,a\n2,"b\n3,c\n4,d\n', 3, 'is never closed'],
    [
      'closed in the middle of a later cell',
      'bodyid,type\n1,"a\n2,b"c\n',
      2,
      'closes in line 3 before "c"',
    ],
    [
      'opened in the middle of a cell',
      'bodyid,type\n1,a\n2,b "c"\n',
      3,
      'in the middle of the cell',
    ],
    [
      'never closed, after quotes that are',
      'bodyid,type\n"1","a""\r\nb"\r\n2,"c""\r\n',
      4,
      'is never closed',
    ],
  ])('name the line of a quote that is %s', async (_, text, row, problem) => {
    const error = await failure(read(text, 'csv'));
    expect(error.message).toContain(`t.csv, line ${row}, column type: `);
    expect(error.message).toContain(problem);
    expect(error.place).toEqual({ source: 't.csv', row, column: 'type' });
  });

  it.each([
    ['a name given twice', 'bodyid,type,type\n', 'line 1: there are 2 columns named "type"'],
    [
      'a name given twice but for blanks',
      '\nbodyid,type, type\n',
      'line 2: there are 2 columns named "type"',
    ],
    ['an empty name', 'bodyid,,type\n1,,a\n', 'line 1: column 2 of 3 has no name'],
    ['an index column without a name', ',bodyid\n0,1\n', 'line 1: column 1 of 2 has no name'],
    ['blanks alone', ' \n\t\n', 'nothing but blanks'],
    ['only empty cells', ',,\n,,\n', 'holds no names of columns'],
    ['a NUL', 'bodyid,type\n1,a\n2,b\0\n', 'line 3: there is a NUL character'],
  ])('refuse %s', async (_, text, problem) => {
    expect((await failure(read(text, 'csv'))).message).toContain(problem);
  });

  it('read names that are written as JSON text, as only cells can be that would change', async () => {
    const names = ['" a "', '"a\\u0000"', '"\\" a \\""', '"a"', ' b ', '"'];
    const header = names.map((name) => `"${name.replaceAll('"', '""')}"`).join(',');
    const { columns } = await read(`bodyid,${header}\n`, 'csv');
    expect(columns).toEqual(['bodyid', ' a ', 'a\0', '" a "', '"a"', 'b', '"']);
  });

  it('tell the delimiter by what stands outside of quotes, also over several lines', async () => {
    const { columns } = await read('bodyid,"a;b;c\n;d","x\ty"\n1,2,3\n', 'csv');
    expect(columns).toEqual(['bodyid', 'a;b;c\n;d', 'x\ty']);
    const bytes = new TextEncoder().encode('bodyid,"x\ty"\n1,2\n');
    expect(await readTable(bytes)).toMatchObject({ format: 'csv', columns: ['bodyid', 'x\ty'] });
  });

  it('leave out blanks around the names of columns, and say so', async () => {
    const table = await read('bodyid, type \n1, a \n', 'csv');
    expect(table.columns).toEqual(['bodyid', 'type']);
    expect(rowsOf(table)).toEqual([[2, '1', ' a ']]);
    expect(table.notes).toEqual([
      't.csv: the blanks around the column name " type " were left out.',
    ]);
  });

  it('give a header without rows as a table without rows', async () => {
    expect(await read('bodyid,type', 'csv')).toMatchObject({
      columns: ['bodyid', 'type'],
      rows: [],
    });
  });

  it('read back any cells that were quoted', async () => {
    const cell = fc
      .oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\r\n', '"', ',', '\t', ';', '""', ' '))
      .filter((text) => !text.includes('\0') && !/\p{Surrogate}/u.test(text));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom('csv' as const, 'tsv' as const),
        async (pairs, end, format) => {
          const between = format === 'csv' ? ',' : '\t';
          const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const lines = pairs.map(([a, b], at) =>
            [String(at + 1), quote(a), quote(b)].join(between),
          );
          const table = await read(
            [`bodyid${between}a${between}b`, ...lines, ''].join(end),
            format,
          );
          expect(table.rows.map(({ cells }) => cells.slice(1))).toEqual(pairs);
          let row = 2;
          for (const [at, pair] of pairs.entries()) {
            expect(table.rows[at]?.row).toBe(row);
            row += 1 + pair.join('').split(/\r\n|\n|\r/).length - 1;
            // A pair that ends and begins with the two halves of a line break counts them apart.
            if (pair[0].endsWith('\r') && pair[1].startsWith('\n')) row++;
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('encodings', () => {
  const text = 'bodyid,type\n1,é😀\n';
  /** A table with these bytes (hexadecimal) as a cell. */
  const encoded = (cell: string) =>
    Buffer.concat([utf8('bodyid,type\n5,'), Buffer.from(cell, 'hex'), utf8('\n')]);

  it.each([
    ['UTF-8', utf8(text), undefined],
    ['UTF-8 with a byte order mark', utf8(`\ufeff${text}`), undefined],
    ['UTF-16 LE', utf16(text), ['t.csv is encoded in UTF-16.']],
    ['UTF-16 BE', utf16(text, true), ['t.csv is encoded in UTF-16.']],
    [
      'UTF-16 LE without a byte order mark',
      Buffer.from(text, 'utf16le'),
      ['t.csv is encoded in UTF-16.'],
    ],
    [
      'UTF-16 BE without a byte order mark',
      Buffer.from(text, 'utf16le').swap16(),
      ['t.csv is encoded in UTF-16.'],
    ],
  ])('%s is read', async (_, bytes, notes) => {
    const table = await read(bytes, 'csv');
    expect(table.columns).toEqual(['bodyid', 'type']);
    expect(rowsOf(table)).toEqual([[2, '1', 'é😀']]);
    expect(table.notes).toEqual(notes);
  });

  it('JSON may be UTF-16, too', async () => {
    expect(rowsOf(await read(utf16('[{"bodyid":1}]'), 'json'))).toEqual([[1, { value: 1 }]]);
  });

  it.each([
    [
      'Windows-1252 or Latin-1',
      Buffer.from('bodyid,type\r\n1,a\r\n2,caf\xe9\r\n', 'latin1'),
      'line 3: the text is not UTF-8 (byte E9); it looks like Windows-1252 or Latin-1',
    ],
    [
      'a sequence that breaks off',
      Buffer.concat([utf8('bodyid,type\n1,é'), Buffer.from([0xe2, 0x82])]),
      'line 2: the text is not UTF-8 (byte E2)',
    ],
    // "bodyid,type\n5,神経\n", "テキスト", "神经元类型", "신경", "ニューロン" and "нейроны".
    [
      'Shift_JIS',
      encoded('905f8c6f'),
      'line 2: the text is not UTF-8 (byte 90); it looks like Shift_JIS',
    ],
    ['Shift_JIS with kana', encoded('8365834c83588367'), 'it looks like Shift_JIS'],
    ['EUC-JP', encoded('a5cba5e5a1bca5eda5f3'), 'it looks like EUC-JP'],
    ['GBK', encoded('c9f1beadd4aac0e0d0cd'), 'it looks like GBK, Big5 or EUC-KR'],
    ['EUC-KR', encoded('bdc5b0e6'), 'it looks like GBK, Big5 or EUC-KR'],
    ['Windows-1251', encoded('ede5e9f0eeedfb'), 'it looks like Windows-1251'],
    ['Windows-1252 with quotes', encoded('937894209620'), 'it looks like Windows-1252 or Latin-1'],
    ['Latin-1 with two accents at once', encoded('4772f6df652c'), 'it looks like Windows-1252'],
    [
      'UTF-16 that breaks off',
      Buffer.from([0xff, 0xfe, 0x61, 0, 0x62]),
      'looks like UTF-16LE but is damaged',
    ],
    [
      'UTF-16 with half a character',
      Buffer.from([0xfe, 0xff, 0xd8, 0x00, 0, 0x61]),
      'looks like UTF-16BE but is damaged',
    ],
    ['UTF-32 LE', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 'UTF-32'],
    ['UTF-32 BE', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x61]), 'UTF-32'],
    ['UTF-32 LE without its mark', Buffer.from('b\0\0\0o\0\0\0', 'latin1'), 'UTF-32'],
    ['UTF-32 BE without its mark', Buffer.from('\0\0\0b\0\0\0o', 'latin1'), 'UTF-32'],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0]), 'compressed with gzip'],
    ['a workbook', Buffer.from('PK\x03\x04'), 'Excel workbook'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old Excel workbook'],
  ])('%s is refused by name', async (_, bytes, problem) => {
    expect((await failure(read(bytes, 'csv'))).message).toContain(problem);
  });
});

describe('JSON', () => {
  it('gives typed cells, in the order in which the names appear', async () => {
    const table = await read(
      '[{"bodyid": 720575940627329911, "type": "LC10", "soma": null},\n {"bodyid": "2", "position": [1, 2], "ok": true, "type": 395.0}]',
      'json',
    );
    expect(table).toEqual({
      source: 't.json',
      format: 'json',
      columns: ['bodyid', 'type', 'soma', 'position', 'ok'],
      rows: [
        {
          row: 1,
          cells: [
            { value: 720575940627329911n },
            { value: 'LC10' },
            { value: null },
            undefined,
            undefined,
          ],
        },
        {
          row: 2,
          cells: [
            { value: '2' },
            { value: 395, written: '395.0' },
            undefined,
            { value: [1, 2] },
            { value: true },
          ],
        },
      ],
    });
  });

  it('may be an object of objects by body id', async () => {
    const text =
      '{"18446744073709551615": {"type": "a", "bodyid": 18446744073709551615}, "7": {"side": "L"}}';
    expect(await read(text, 'json')).toMatchObject({
      columns: ['bodyid', 'type', 'side'],
      rows: [
        { row: 1, cells: ['18446744073709551615', { value: 'a' }, undefined] },
        // Although objects put names that look like small numbers first.
        { row: 2, cells: ['7', undefined, { value: 'L' }] },
      ],
    });
    expect((await read('{"7": {"type": "a"}}', 'json', { keyColumn: 'root_id' })).columns).toEqual([
      'root_id',
      'type',
    ]);
  });

  it('may be one record, or none', async () => {
    expect(rowsOf(await read('{"bodyid": 7, "extra": {"a": 1}}', 'json'))).toEqual([
      [1, { value: 7 }, { value: { a: 1 } }],
    ]);
    expect(await read('[]', 'json')).toMatchObject({ columns: ['bodyid'], rows: [] });
    expect(await read('{}', 'json')).toMatchObject({ columns: ['bodyid'], rows: [] });
  });

  it('says how a whole number is written that has a point', async () => {
    expect(rowsOf(await read('[{"bodyid": 154109.0, "x": [1.0]}]', 'json'))).toEqual([
      [1, { value: 154109, written: '154109.0' }, { value: [1] }],
    ]);
  });

  it('marks whole numbers in scientific notation', async () => {
    const doubtful = expect.stringContaining('scientific notation');
    expect(
      rowsOf(
        await read('[{"bodyid": 1e5, "x": 1.5}, {"x": 2E-3, "y": [1e2], "z": "1e5"}]', 'json'),
      ),
    ).toEqual([
      [1, { value: 100000, doubtful }, { value: 1.5 }, undefined, undefined],
      [2, undefined, { value: 0.002 }, { value: [100], doubtful }, { value: '1e5' }],
    ]);
    expect(rowsOf(await read('{"7": {"x": 1e5}}', 'json'))).toEqual([
      [1, '7', { value: 100000, doubtful }],
    ]);
    expect(rowsOf(await read('{"bodyid": 1e5}', 'json'))).toEqual([
      [1, { value: 100000, doubtful }],
    ]);
  });

  it.each([
    [
      'a missing bracket',
      '[{"bodyid": 1}',
      1,
      'line 1, column 15: "]" is missing before the end; the document may be cut off',
    ],
    [
      'a comma too many',
      '[\n  {"bodyid": 1},\n]',
      3,
      'line 3, column 1: a value is missing before "]"',
    ],
    [
      'a missing comma',
      '[{"bodyid": 1}\n{"bodyid": 2}]',
      2,
      'line 2, column 1: "," is missing before "{"',
    ],
    ['single quotes', "[{'bodyid': 1}]", 1, 'text needs double quotes'],
    ['a comment', '// mine\n[]', 1, 'JSON has no comments'],
    ['NaN', '[{"bodyid": NaN}]', 1, '"NaN" is no JSON'],
    ['an open text', '[{"bodyid": "1}]', 1, 'a text in double quotes does not end'],
    [
      'more after the end',
      '[]\n[]',
      2,
      'line 2, column 1: the document is complete, but "[" follows',
    ],
    ['a leading zero', '[{"bodyid": 01}]', 1, 'line 1, column 14'],
  ])('is refused with line and column: %s', async (_, text, row, problem) => {
    const error = await failure(read(text, 'json'));
    expect(error.message).toContain(problem);
    expect(error.place).toEqual({ source: 't.json', row });
  });

  it.each([
    [
      'a name given twice',
      '[{"bodyid": 1, "a": 1,\n "a": 2}]',
      'line 2, column 2: the name "a" is given twice',
    ],
    ['a body given twice', '{"1": {"a": 1}, "1": {"a": 2}}', 'the name "1" is given twice'],
    ['a text', '"x"', 'the document is a text'],
    ['a number', '720575940627329911', 'the document is a number'],
    ['a list of numbers', '[{"bodyid": 1}, 2]', 'record 2: this is a number, not an object'],
    ['an object of values', '{"1": "a"}', 'record 1: "1" holds a text, not an object'],
    [
      'a body that says it is another',
      '{"1": {"bodyid": 2}}',
      'the record under "1" says that its bodyid is 2',
    ],
  ])('is refused: %s', async (_, text, problem) => {
    expect((await failure(read(text, 'json'))).message).toContain(problem);
  });
});

describe('NDJSON', () => {
  it('gives typed cells by line', async () => {
    const text = '{"bodyid":18446744073709551615,"type":"a"}\r\n\r\n{"bodyid":2,"side":1e0}\n';
    const doubtful = expect.stringContaining('scientific');
    expect(rowsOf(await read(text, 'ndjson'))).toEqual([
      [1, { value: 18446744073709551615n }, { value: 'a' }, undefined],
      [3, { value: 2 }, undefined, { value: 1, doubtful }],
    ]);
  });

  it.each([
    ['a list', '{"bodyid":1}\n[{"bodyid":2}]\n', 2, 'line 2: this is a list, not an object'],
    ['a number', '{"bodyid":1}\n\n7\n', 3, 'line 3: this is a number, not an object'],
    [
      'a cut line',
      '{"bodyid":1}\n{"bodyid":2,"ty',
      2,
      'line 2, column 13: a text in double quotes does not end',
    ],
    ['a name given twice', '{"a":1,"a":2}', 1, 'line 1, column 8: the name "a" is given twice'],
  ])('names the line of %s', async (_, text, row, problem) => {
    const error = await failure(read(text, 'ndjson'));
    expect(error.message).toContain(problem);
    expect(error.place).toMatchObject({ source: 't.ndjson', row });
  });
});

describe('XLSX', () => {
  const file = (name: string) =>
    fileURLToPath(new URL(`../../test/tables/${name}`, import.meta.url));

  it('keeps text, types the rest, and marks numbers that may have been rounded', async () => {
    const table = await readTable(file('numbers.xlsx'), { name: 'numbers.xlsx' });
    const doubtful = (number: string) => expect.stringContaining(`the number ${number}, and`);
    expect(table).toEqual({
      source: 'numbers.xlsx',
      format: 'xlsx',
      columns: ['bodyid', 'x'],
      rows: [
        {
          row: 2,
          cells: [
            {
              value: Number('7.2057594062732995e17'),
              doubtful: doubtful('7.2057594062732995E+17'),
            },
            { value: 0.5 },
          ],
        },
        {
          row: 3,
          cells: [
            { value: 720575940627329911n, doubtful: doubtful('720575940627329911') },
            { value: 395 },
          ],
        },
        {
          row: 5,
          cells: ['720575940627329911', { value: 1e15, doubtful: doubtful('1000000000000000') }],
        },
        {
          row: 6,
          cells: [' 001 ', { value: 0.1 + 0.2, doubtful: doubtful('0.30000000000000004') }],
        },
        { row: 7, cells: [{ value: 999999999999999 }, { value: true }] },
      ],
    });
  });

  it('refuses the error of a formula by row and column', async () => {
    const error = await failure(readTable(file('error.xlsx')));
    expect(error.message).toContain('row 2, column type: the cell holds the error #DIV/0!');
    expect(error.place).toMatchObject({ row: 2, column: 'type' });
  });

  const text = (value: string) => ({ type: String, value });
  const workbook = (...sheets: { sheet: string; data: unknown[][] }[]): Promise<Buffer> =>
    writeWorkbook(sheets as never).toBuffer();

  it('marks dates', async () => {
    const bytes = await workbook({
      sheet: 'S',
      data: [
        [text('bodyid'), text('type')],
        [text('1'), { type: Date, value: new Date('2026-03-01T00:00:00Z'), format: 'yyyy-mm-dd' }],
      ],
    });
    expect(rowsOf(await read(bytes, 'xlsx'))).toEqual([
      [2, '1', { value: '2026-03-01', doubtful: expect.stringContaining('the date 2026-03-01') }],
    ]);
  });

  it('reads the sheet that is asked for', async () => {
    const sheet = (name: string) => ({
      sheet: name,
      data: [
        [text('bodyid'), text(name)],
        [text('1'), text('a')],
      ],
    });
    const bytes = await workbook(sheet('First'), sheet('Second'));
    expect((await read(bytes, 'xlsx')).columns).toEqual(['bodyid', 'First']);
    expect((await read(bytes, 'xlsx')).notes).toEqual([
      't.xlsx: the sheet "First" is read, one of 2.',
    ]);
    expect((await read(bytes, 'xlsx', { sheet: 'Second' })).columns).toEqual(['bodyid', 'Second']);
    expect((await read(bytes, 'xlsx', { sheet: 2 })).columns).toEqual(['bodyid', 'Second']);
    expect((await failure(read(bytes, 'xlsx', { sheet: 'Third' }))).message).toBe(
      't.xlsx has no sheet "Third". It has: "First", "Second".',
    );
  });

  it.each([
    [
      'no name for a column',
      [[text('bodyid')], [text('1'), text('a')]],
      'row 1: column 2 of 2 has no name',
    ],
    ['a name given twice', [[text('a'), text('a')]], 'row 1: there are 2 columns named "a"'],
    ['nothing', [[null]], 'the sheet "S" is empty'],
  ])('refuses %s', async (_, data, problem) => {
    const bytes = await workbook({ sheet: 'S', data });
    expect((await failure(read(bytes, 'xlsx'))).message).toContain(problem);
  });

  it('refuses what is no workbook', async () => {
    expect((await failure(read('bodyid\n1\n', 'xlsx'))).message).toContain(
      'cannot be read as an Excel workbook',
    );
    expect((await failure(read('PK\x03\x04 damaged', 'xlsx'))).message).toContain(
      'cannot be read as an Excel workbook',
    );
  });
});

describe('sources', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'clio-tables-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const put = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  it.each([
    ['a.csv', 'bodyid,type\n1,a\n', 'csv'],
    ['a.TSV', 'bodyid\ttype\n1\ta\n', 'tsv'],
    ['a.tab', 'bodyid\ttype\n1\ta\n', 'tsv'],
    ['a.json', '[{"bodyid":1}]', 'json'],
    ['a.ndjson', '{"bodyid":1}', 'ndjson'],
    ['a.jsonl', '{"bodyid":1}', 'ndjson'],
    ['a.txt', 'bodyid\ttype\n1\ta,b,c\n', 'tsv'],
    ['a', 'bodyid,type\n1,a\n', 'csv'],
    ['b', utf16('\n[{"bodyid":1}]'), 'json'],
    ['c', '{\n "1": {"type": "a"}}', 'json'],
    ['d', '{"1": {"type": "a"}}', 'json'],
    ['e', '{"bodyid":1}\n{"bodyid":2}\n', 'ndjson'],
  ])('%s is read by its name or content', async (name, content, format) => {
    const path = put(name, content);
    expect(await readTable(path)).toMatchObject({ source: path, format });
    expect(await readTable(pathToFileURL(path))).toMatchObject({ source: path, format });
  });

  it.each([
    ['a.xls', 'x', 'an old Excel workbook; save it as .xlsx'],
    ['a.parquet', 'x', 'a Parquet file'],
    ['a.csv.gz', 'x', 'compressed; unpack it first'],
    ['empty.csv', '', 'is empty'],
  ])('%s is refused', async (name, content, problem) => {
    const path = put(name, content);
    const error = await failure(readTable(path));
    expect(error.message).toContain(problem);
    expect(error.place).toEqual({ source: path });
  });

  it('says when a file is not there, or is a folder', async () => {
    expect((await failure(readTable(join(folder, 'none.csv')))).message).toMatch(
      /none\.csv cannot be read: there is no such file/,
    );
    expect((await failure(readTable(folder))).message).toMatch(/it is a folder/);
  });

  it('reads standard input, and any stream', async () => {
    async function* pieces() {
      yield utf8('bodyid,ty');
      yield 'pe\n1,a\n';
    }
    expect(await readTable('-', { stdin: pieces() })).toMatchObject({
      source: 'standard input',
      format: 'csv',
      columns: ['bodyid', 'type'],
    });
    expect(await readTable(pieces(), { name: 'a.csv' })).toMatchObject({ source: 'a.csv' });
    const bytes = await readTable(utf8('bodyid\n1\n'));
    expect(bytes.source).toBe('table');
  });

  it('can be aborted', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(readTable('-', { stdin: (async function* () {})(), signal })).rejects.toThrow(
      'enough',
    );
  });
});
