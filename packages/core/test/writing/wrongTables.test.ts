import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WriteRefusedError } from '../../src/errors/WriteError.js';
import type { ColumnType } from '../../src/tables/ColumnType.js';
import type { Table, TableCell } from '../../src/tables/Table.js';
import { applyPlan } from '../../src/writing/apply/applyPlan.js';
import type { PlanOptions } from '../../src/writing/PlanOptions.js';
import type { GuardRule } from '../../src/writing/Problem.js';
import { planAnnotations } from '../../src/writing/planAnnotations.js';
import { held, posts, stage, stamped } from './stage.js';

/** One way in which a cell can be wrong: what is put into a good table, and where the answer must point. */
interface Wrong {
  readonly kind: string;
  readonly column: string;
  readonly cell: TableCell;
  readonly rule: GuardRule;
  readonly options?: PlanOptions;
  readonly format?: Table['format'];
}

const ids: TableCell[] = [
  '1.54109E+05',
  '1e5',
  '7.20576E+17',
  '5,8E+9',
  '154,109',
  '154.109',
  '154 109',
  "154'109",
  '1_000',
  '1,234,567',
  '5.5',
  '5,5',
  '.5',
  '0',
  '0.0',
  '-5',
  '-5.0',
  '18446744073709551616',
  '99999999999999999999',
  '007',
  'abc',
  '5a',
  '0x1F',
  '+5',
  'NaN',
  'None',
  'null',
  '#N/A',
  '#REF!',
  '٣',
  '１２',
  '5;6',
  '[5]',
  '5-6',
  '720575940621522189.0',
  '',
  '  ',
  undefined,
  '720575940627329000',
  '720575940621522200',
];
const typedIds: TableCell[] = [null, true, [5], {}, 1.5, -1, 0, 2 ** 60, 2n ** 64n, ''].map(
  (value) => ({ value }),
);
const typed: Record<Exclude<ColumnType, 'text' | 'json'>, string[]> = {
  integer: [
    'abc',
    '5.5',
    '1e3',
    '0x5',
    '1,2',
    '--5',
    '18446744073709551616',
    '-9223372036854775809',
    '٣',
    'true',
    '[1]',
    '5 6',
  ],
  number: [
    'abc',
    '1,5',
    '1.2.3',
    '1e400',
    'Infinity',
    'NaN',
    '0x5',
    '+5',
    '1e17',
    '.',
    '0.1234567890123456789',
    '5%',
  ],
  boolean: ['yes', 'no', '1', '0', 't', 'TRUE!', 'wahr', 'truefalse'],
  list: [
    '[1,2',
    '1,,2',
    ',1',
    '1,',
    '[1]]',
    '[1,null]',
    '[18446744073709551615]',
    '[1.5,9007199254740993]',
    '[,]',
  ],
};
const reserved = ['type_user', 'type_time', '_user', 'x_time', 'bodyid_user'];
const schema = {
  properties: {
    status: { enum: ['Traced', 'Anchor'] },
    group: { type: 'integer', minimum: 1 },
    flag: { type: 'boolean' },
  },
};
/** A stand-in for a schema library, for this schema. */
const schemaValidator: PlanOptions['schemaValidator'] = () => (record) => [
  ...('status' in record && !['Traced', 'Anchor'].includes(record.status as string)
    ? [{ field: 'status', message: 'is none of them' }]
    : []),
  ...('group' in record && !((record.group as number) >= 1)
    ? [{ field: 'group', message: 'is too small' }]
    : []),
];

const wrongs: Wrong[] = [
  ...ids.map((cell) => ({
    kind: `the id ${JSON.stringify(cell)}`,
    column: 'bodyid',
    cell,
    rule: /^7205759406\d{8}$/.test(String(cell)) ? ('rounded-id' as const) : ('body-id' as const),
  })),
  ...typedIds.map((cell, index) => ({
    kind: `the typed id ${index}`,
    column: 'bodyid',
    cell,
    rule: 'body-id' as const,
    format: 'json' as const,
  })),
  ...Object.entries(typed).flatMap(([type, cells]) =>
    cells.map((cell) => ({
      kind: `${cell} as ${type}`,
      column: 'extra',
      cell,
      // What reads as a list and cannot be kept as one is the value's fault, not the type's.
      rule: /null|\d{16}/.test(cell) && type === 'list' ? ('value' as const) : ('type' as const),
      options: { types: { extra: type as ColumnType } },
    })),
  ),
  ...reserved.map((column) => ({
    kind: `the column ${column}`,
    column,
    cell: 'x',
    rule: 'reserved' as const,
  })),
  ...['traced', 'x', '5'].map((cell) => ({
    kind: `the status ${cell}`,
    column: 'status',
    cell,
    rule: 'schema' as const,
    options: { schemaValidator },
  })),
  ...['0', '-3'].map((cell) => ({
    kind: `the group ${cell}`,
    column: 'group',
    cell,
    rule: 'schema' as const,
    options: { schemaValidator },
  })),
  ...['x', '1.5'].map((cell) => ({
    kind: `the group ${cell}`,
    column: 'group',
    cell,
    rule: 'type' as const,
  })),
  ...['yes', '1'].map((cell) => ({
    kind: `the flag ${cell}`,
    column: 'flag',
    cell,
    rule: 'type' as const,
  })),
  ...['abc', '1,2', 'true'].map((cell) => ({
    kind: `${cell} where numbers are`,
    column: 'size',
    cell,
    rule: 'type' as const,
  })),
  {
    kind: 'a new field',
    column: 'typ',
    cell: 'x',
    rule: 'unknown-field',
    options: { knownFields: true },
  },
  {
    kind: 'a designated user',
    column: 'who',
    cell: 'a b@example.org',
    rule: 'designated-user',
    options: { designatedUserColumn: 'who' },
  },
  { kind: 'half a character', column: 'type', cell: 'a\ud800', rule: 'value' },
  {
    kind: 'a doubtful cell',
    column: 'type',
    cell: { value: 5e17, doubtful: 'a sheet keeps 15 digits' },
    rule: 'type',
    format: 'xlsx',
  },
  {
    kind: 'a list with null',
    column: 'type',
    cell: { value: [1, null] },
    rule: 'value',
    format: 'json',
  },
  {
    kind: 'a deep integer',
    column: 'type',
    cell: { value: { a: 2n ** 60n } },
    rule: 'value',
    format: 'json',
  },
];

function tableWith(wrong: Wrong, at: number): Table {
  const { column, cell, format = 'csv' } = wrong;
  const good = (text: string): TableCell => (format === 'json' ? { value: text } : text);
  const columns = ['bodyid', 'type', ...(column === 'bodyid' || column === 'type' ? [] : [column])];
  const rows = [1, 2, 3, 4, 5].map((id, index) => ({
    row: index + 2,
    cells: columns.map((name): TableCell => {
      if (name === column && index === at) return cell;
      if (name === 'bodyid') return format === 'json' ? { value: id } : String(id);
      return name === 'type' ? good(`T${id}`) : good('');
    }),
  }));
  return { source: 'wrong.csv', format, columns, rows };
}

it('knows more than 100 kinds of wrong tables', () => {
  expect(new Set(wrongs.map(({ kind }) => kind)).size).toBeGreaterThan(100);
});

describe('a wrong table', () => {
  const { client, sandbox } = stage({
    records: [
      stamped({ bodyid: 1, size: 5 }),
      stamped({ bodyid: 2, size: 7 }),
      stamped({ bodyid: 77, type: 'a' }),
    ],
    dataset: { typing: { bodyAnnotation: schema } },
  });

  it.each(wrongs)('with $kind is refused by row and column', async (wrong) => {
    const at = wrongs.indexOf(wrong) % 5;
    const table = tableWith(wrong, at);
    const plan = await planAnnotations(client, table, { dvid: false, ...wrong.options });
    const refusing = plan.problems.filter(({ refuses }) => refuses);
    expect(
      refusing.map(({ rule, row, column, source }) => [rule, row, column ?? 'bodyid', source]),
    ).toEqual([
      [
        wrong.rule,
        wrong.rule === 'reserved' ? 1 : at + 2,
        wrong.rule === 'designated-user' ? 'bodyid' : wrong.column,
        'wrong.csv',
      ],
    ]);
    await expect(applyPlan(client, plan)).rejects.toBeInstanceOf(WriteRefusedError);
    expect(posts(sandbox)).toBe(0);
    expect((await held(sandbox)).size).toBe(3);
  });

  it('with several faults names them all', async () => {
    const cells = wrongs.filter(
      ({ column, format, rule }) =>
        column === 'bodyid' && !format && /^(body|rounded)-id$/.test(rule),
    );
    await fc.assert(
      fc.asyncProperty(fc.subarray(cells, { minLength: 2, maxLength: 5 }), async (chosen) => {
        const rows = chosen.map(({ cell }, index) => ({ row: index + 2, cells: [cell, 'x'] }));
        const table: Table = {
          source: 'wrong.csv',
          format: 'csv',
          columns: ['bodyid', 'type'],
          rows,
        };
        const plan = await planAnnotations(client, table, { dvid: false });
        const sure = chosen.flatMap(({ cell }, index) =>
          /^7205\d*$/.test(String(cell)) ? [] : [index + 2],
        );
        const named = plan.problems.map(({ row }) => row);
        expect(named).toEqual(expect.arrayContaining(sure));
      }),
      { numRuns: 10 },
    );
  });
});
