import type { ColumnType } from '@clio/core';

/** One way in which a table can be wrong. */
export interface WrongTable {
  /** Says the kind; no two have the same. */
  readonly kind: string;
  readonly format: 'csv' | 'tsv' | 'json' | 'ndjson';
  readonly content: string;
  readonly types: Readonly<Record<string, ColumnType>>;
  /** What each refused cell must be named by, in one line of the message; empty where there is no such cell. */
  readonly places: readonly { readonly row?: number; readonly column?: string }[];
}

type Format = WrongTable['format'];
type Make = (format: Format, random: () => number) => Omit<WrongTable, 'kind' | 'format'>;
interface Kind {
  readonly name: string;
  readonly formats: readonly Format[];
  readonly make: Make;
}

/** Text of a cell, or (JSON only) the text of a JSON value. */
type Cell = string | { readonly json: string };

const everywhere: readonly Format[] = ['csv', 'tsv', 'json', 'ndjson'];
const delimited: readonly Format[] = ['csv', 'tsv'];
const structured: readonly Format[] = ['json', 'ndjson'];

function write(format: Format, columns: readonly string[], rows: readonly Cell[][]): string {
  if (format === 'csv' || format === 'tsv') {
    const separator = format === 'csv' ? ',' : '\t';
    const cell = (value: Cell) => {
      const text = typeof value === 'string' ? value : value.json;
      return /["\n\t,]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    return [columns.map(cell), ...rows.map((row) => row.map(cell))]
      .map((cells) => `${cells.join(separator)}\n`)
      .join('');
  }
  const records = rows.map((row) => {
    const members = row.map((cell, i) => {
      const value = typeof cell === 'string' ? JSON.stringify(cell) : cell.json;
      return `${JSON.stringify(columns[i])}:${value}`;
    });
    return `{${members.join(',')}}`;
  });
  return format === 'json' ? `[${records.join(',\n')}]` : records.map((one) => `${one}\n`).join('');
}

/** The number by which messages call the n-th record: a header is line 1. */
function rowNumber(format: Format, index: number): number {
  return format === 'csv' || format === 'tsv' ? index + 2 : index + 1;
}

/** A good table of 4 to 11 rows, in one to three of which a column gets a wrong cell. */
function wrongCells(column: string, cell: Cell, types: WrongTable['types'] = {}): Make {
  return (format, random) => {
    const columns = ['bodyid', 'type', 'value'];
    const count = 4 + Math.floor(random() * 8);
    const rows: Cell[][] = Array.from({ length: count }, (_, i) => [
      `${10_001 + 13 * i}`,
      `T${i}`,
      '1',
    ]);
    const wrong = new Set(
      Array.from({ length: 1 + Math.floor(random() * 3) }, () => Math.floor(random() * count)),
    );
    for (const index of wrong) {
      const row = rows[index];
      if (row) row[columns.indexOf(column)] = cell;
    }
    return {
      content: write(format, columns, rows),
      types,
      places: [...wrong].map((index) => ({ row: rowNumber(format, index), column })),
    };
  };
}

const badIds = [
  '1e3',
  '1.5E+3',
  '7.20575940627329e17',
  '1E5',
  '-1e3',
  '5.5',
  '0.5',
  '0',
  '00',
  '-5',
  '-0',
  '18446744073709551616',
  '99999999999999999999999',
  '1,234',
  '1 234',
  '1_000',
  "1'000",
  '0x1F',
  'NaN',
  'Infinity',
  'abc',
  '12a',
  'body 7',
  '１２３',
  '#REF!',
  '[5]',
  '',
  '007',
  '+5',
  '5;6',
  '1.234',
  'None',
  '2026-03-01',
  '720575940621039145.0',
];
const badJsonIds = [
  '1e3',
  '1e0',
  'null',
  '720575940621039145.0',
  '5.5',
  '0',
  '-5',
  '18446744073709551616',
  'true',
  '[5]',
  '{}',
];
const badValues: readonly (readonly [ColumnType, readonly string[]])[] = [
  ['integer', ['x', '1.5', '1,000', '0x10', '18446744073709551616']],
  ['number', ['x', '1,5', 'NaN', 'Infinity', '1e999']],
  ['boolean', ['maybe', '2', 'yess']],
  ['list', ['[1,', '[1]]']],
];

const kinds: readonly Kind[] = [
  ...badIds.map((id) => ({
    name: `id ${id}`,
    formats: everywhere,
    make: wrongCells('bodyid', id),
  })),
  ...badJsonIds.map((json) => ({
    name: `JSON id ${json}`,
    formats: structured,
    make: wrongCells('bodyid', { json }),
  })),
  ...['1.5e5', '1.23457E+11'].flatMap((number) => [
    {
      name: `number ${number} among others`,
      formats: delimited,
      make: wrongCells('value', number),
    },
    {
      name: `JSON number ${number}`,
      formats: structured,
      make: wrongCells('value', { json: number }),
    },
    {
      name: `JSON list with ${number}`,
      formats: structured,
      make: wrongCells('value', { json: `[1,${number}]` }),
    },
  ]),
  ...['18446744073709551616', '[1,null]', '[0.5,9007199254740993]', '{"a":9007199254740993}'].map(
    (json) => ({
      name: `JSON value ${json}`,
      formats: structured,
      make: wrongCells('value', { json }),
    }),
  ),
  ...badValues.flatMap(([type, cells]) =>
    cells.map((cell) => ({
      name: `${type} ${cell}`,
      formats: delimited,
      make: wrongCells('value', cell, { value: type }),
    })),
  ),
  ...['type_user', 'type_time', '_user', 'x_time'].map((name) => ({
    name: `column ${name}`,
    formats: everywhere,
    make: ((format) => ({
      content: write(format, ['bodyid', 'type', name], [['5', 'a', 'b']]),
      types: {},
      places: [{ column: name }],
    })) satisfies Make,
  })),
  {
    name: 'a body twice with different cells',
    formats: everywhere,
    make: (format, random) => {
      const at = 1 + Math.floor(random() * 5);
      const rows = Array.from({ length: 6 }, (_, i): Cell[] => [
        `${i === at ? 77 : 80 + i}`,
        `T${i}`,
      ]);
      return {
        content: write(format, ['bodyid', 'type'], [['77', 'other'], ...rows]),
        types: {},
        places: [{ row: rowNumber(format, at + 1), column: 'type' }],
      };
    },
  },
  {
    name: 'no column of ids',
    formats: everywhere,
    make: (format) => ({
      content: write(format, ['body', 'type'], [['5', 'a']]),
      types: {},
      places: [{ column: 'bodyid' }],
    }),
  },
  {
    name: 'more cells than columns',
    formats: delimited,
    make: (format, random) => {
      const at = Math.floor(random() * 5);
      const rows = Array.from({ length: 5 }, (_, i) => [
        `${5 + i}`,
        'a',
        ...(i === at ? ['b'] : []),
      ]);
      return {
        content: write(format, ['bodyid', 'type'], rows),
        types: {},
        places: [{ row: rowNumber(format, at) }],
      };
    },
  },
  {
    name: 'a quote that nothing closes',
    formats: delimited,
    make: (format, random) => {
      const at = Math.floor(random() * 5);
      const rows = Array.from({ length: 5 }, (_, i): Cell[] => [`${5 + i}`, `a${i}`]);
      const content = write(format, ['bodyid', 'type'], rows).replace(`a${at}`, `"a${at}`);
      return { content, types: {}, places: [{ row: rowNumber(format, at) }] };
    },
  },
  {
    name: 'two columns of one name',
    formats: delimited,
    make: (format) => ({
      content: write(format, ['bodyid', 'type', 'type'], [['5', 'a', 'b']]),
      types: {},
      places: [{ column: 'type' }],
    }),
  },
  { name: 'nothing', formats: everywhere, make: () => ({ content: '', types: {}, places: [] }) },
  {
    name: 'blanks only',
    formats: everywhere,
    make: () => ({ content: ' \n\n', types: {}, places: [] }),
  },
  {
    name: 'broken off',
    formats: structured,
    make: (format, random) => {
      const rows = Array.from({ length: 5 }, (_, i): Cell[] => [`${5 + i}`, `a${i}`]);
      const whole = write(format, ['bodyid', 'type'], rows).trimEnd();
      const content = whole.slice(0, whole.length - 3 - Math.floor(random() * 8));
      return { content, types: {}, places: format === 'ndjson' ? [{ row: 5 }] : [] };
    },
  },
  ...['5', '"x"', 'null', '[5]', 'true'].map((line) => ({
    name: `a record that is ${line}`,
    formats: structured,
    make: ((format, random) => {
      const at = Math.floor(random() * 5);
      const records = Array.from({ length: 5 }, (_, i) =>
        i === at ? line : `{"bodyid":${5 + i},"type":"a"}`,
      );
      const content = format === 'json' ? `[${records.join(',')}]` : records.join('\n');
      return { content, types: {}, places: [{ row: at + 1 }] };
    }) satisfies Make,
  })),
];

/** Every kind of wrong table, made with these random numbers. */
export function wrongTables(random: () => number): WrongTable[] {
  return kinds.flatMap(({ name, formats, make }) =>
    formats.map((format) => ({ kind: `${format}: ${name}`, format, ...make(format, random) })),
  );
}

/** The places that a message does not name: each wants a line with its row (or line, or record) and its column. */
export function unnamed(message: string, table: WrongTable): WrongTable['places'] {
  const lines = message.split('\n');
  return table.places.filter(
    ({ row, column }) =>
      !lines.some(
        (line) =>
          (row === undefined || new RegExp(`\\b(row|line|record) ${row}\\b`).test(line)) &&
          (column === undefined ||
            line.includes(`column ${column}`) ||
            line.includes(`columns named "${column}"`)),
      ),
  );
}
