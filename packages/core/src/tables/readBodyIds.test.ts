import { describe, expect, it } from 'vitest';
import { describeProblem } from '../writing/guard/describeProblem.js';
import { readBodyIds } from './readBodyIds.js';
import { looksRounded } from './roundedIds.js';
import type { TableCell } from './Table.js';

function ids(...cells: TableCell[]) {
  return readBodyIds({
    source: 'ids.csv',
    format: 'csv',
    columns: ['bodyid', 'x'],
    rows: cells.map((cell, index) => ({ row: index + 2, cells: [cell, 'y'] })),
  });
}

it.each<[TableCell, number | bigint, string?]>([
  ['154109', 154109],
  ['154109.0', 154109, '".0" taken off'],
  ['154109.000', 154109, '".0" taken off'],
  ["'154109", 154109, 'apostrophe taken off'],
  [' 154109\u00a0', 154109, 'blanks taken off'],
  [" '154109.0 ", 154109, 'blanks taken off, apostrophe taken off, ".0" taken off'],
  ['720575940621522189', 720575940621522189n],
  ['18446744073709551615', 18446744073709551615n],
  [{ value: 154109 }, 154109],
  [{ value: 720575940621522189n }, 720575940621522189n],
  [{ value: '154109.0' }, 154109, '".0" taken off'],
  [{ value: 154109, written: '154109.0' }, 154109, '".0" taken off'],
])('%o is %s', (cell, id, repair) => {
  const read = ids(cell);
  expect(read.ids).toEqual([id]);
  expect(read.problems).toEqual([]);
  expect(read.notices.map(({ message }) => message)).toEqual(
    repair === undefined ? [] : [`column bodyid: ${repair} in row 2`],
  );
});

it.each<[TableCell, RegExp]>([
  ['1.54109E+05', /scientific notation/],
  ['7,20576E+17', /scientific notation/],
  ['1e5', /scientific notation/],
  ['5E0', /scientific notation/],
  ['154,109', /thousands separators/],
  ['154.109', /thousands separators/],
  ['154 109', /thousands separators/],
  ["720'575'940'621'522'189", /thousands separators/],
  ['154_109', /thousands separators/],
  ['154109.5', /no whole number/],
  ['154109,5', /no whole number/],
  ['.5', /no whole number/],
  [{ value: 9007199254740991, written: '9007199254740991.0' }, /has been a floating-point/],
  ['0', /body ids begin at 1/],
  ['-5', /negative/],
  ['- 5', /negative/],
  ['18446744073709551616', /highest body id is 18446744073709551615/],
  ['99999999999999999999999', /highest body id/],
  ['007', /begins with 0/],
  ['abc', /no body id/],
  ['12a', /no body id/],
  ['0x10', /no body id/],
  ['+5', /no body id/],
  ['NaN', /no body id/],
  ['１２', /no body id/],
  ['720575940621522189.0', /has been a floating-point number/],
  ['', /no body id/],
  [undefined, /no body id/],
  [{ value: null }, /no body id/],
  [{ value: 1.5 }, /whole number/],
  [{ value: 720575940621522200 }, /lost its last digits/],
  [{ value: true }, /a boolean is no body id/],
  [{ value: [5] }, /a list is no body id/],
  [{ value: 5, doubtful: 'holds 5e0' }, /: the cell holds 5e0$/],
])('%o is refused', (cell, reason) => {
  const read = ids('7', cell);
  expect(read.ids).toEqual([7, undefined]);
  expect(read.problems.map(describeProblem)).toEqual([expect.stringMatching(reason)]);
  expect(read.problems[0]).toMatchObject({
    row: 3,
    column: 'bodyid',
    source: 'ids.csv',
    refuses: true,
  });
});

it('passes over a row without any cell', () => {
  const read = readBodyIds({
    source: 'ids.csv',
    format: 'csv',
    columns: ['bodyid', 'x'],
    rows: [{ row: 2, cells: ['', ' '] }],
  });
  expect(read).toMatchObject({ ids: [undefined], problems: [] });
});

it('sums up repairs of many rows', () => {
  expect(ids('1.0', '2.0', '3.0').notices[0]?.message).toBe(
    'column bodyid: ".0" taken off in rows 2, 3 and 4',
  );
  expect(ids(...Array.from({ length: 9 }, () => '5.0')).notices[0]?.message).toBe(
    'column bodyid: ".0" taken off in 9 rows, the first in row 2',
  );
});

describe('looksRounded', () => {
  it('suspects what a spreadsheet or a floating-point column leaves', () => {
    expect([...looksRounded([720575940627329000n]).keys()]).toEqual([0]);
    expect([...looksRounded([5, 720575940621522200n, 720575940621522189n]).keys()]).toEqual([1]);
    const rounded = Array.from(
      { length: 500 },
      (_, index) => 720575940000000000n + BigInt(index) * 1000n,
    );
    expect(looksRounded(rounded).size).toBe(500);
    const many = Array.from(
      { length: 60_000 },
      (_, index) => 720575940000000000n + BigInt(index) * 1000n,
    );
    expect(looksRounded(many).size).toBe(60_000);
  });

  it('does not suspect what chance gives', () => {
    const ids = Array.from(
      { length: 5000 },
      (_, index) => 720575940600000001n + BigInt(index) * 37n,
    );
    expect(looksRounded(ids).size).toBe(0);
    expect(
      looksRounded([9007199254740992n, 2n ** 63n, 2n ** 64n - 1n, 1000, 5_000_000_000]).size,
    ).toBe(0);
  });
});
