import stringWidth from 'string-width';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Column, headerLine, layOut, tableLine, truncate } from './table.js';
import { prepareTextWidth } from './textWidth.js';

beforeAll(prepareTextWidth);

const plain = (_style: string, text: string) => text;

function render(columns: readonly Column[], rows: Record<string, unknown>[], width = 80): string {
  const layout = layOut(columns, rows, width);
  return headerLine(layout, plain) + rows.map((row) => tableLine(layout, row)).join('');
}

describe('a table', () => {
  it('is aligned by what the eye sees, numbers to the right', () => {
    const rows = [
      { id: 1, name: '日本', size: 5 },
      { id: 22, name: 'é', size: 1000 },
      { id: 333, name: '👨‍👩‍👧', size: undefined },
    ];
    expect(render([{ field: 'id', id: true }, { field: 'name' }, { field: 'size' }], rows)).toBe(
      ['ID   NAME  SIZE', '1    日本     5', '22   é     1000', '333  👨‍👩‍👧', ''].join('\n'),
    );
  });

  it('shortens the widest columns, and never an id', () => {
    const id = '18446744073709551615';
    const columns = [{ field: 'id', id: true }, { field: 'short' }, { field: 'long' }];
    const text = render(columns, [{ id, short: 'abc', long: 'x'.repeat(100) }], 50);
    const [, line] = text.split('\n');
    expect(line).toBe(`${id}  abc    ${'x'.repeat(20)}…`);
    expect(stringWidth(line!)).toBeLessThanOrEqual(50);
  });

  it('leaves columns out where even that is not enough, and says which', () => {
    const columns = ['id', 'a', 'b', 'c'].map((field) => ({ field, id: field === 'id' }));
    const row = { id: 1, a: 'a'.repeat(14), b: 'b'.repeat(13), c: 'c'.repeat(13) };
    expect(layOut(columns, [row], 48).hidden).toEqual([]);
    const layout = layOut(columns, [row], 33);
    expect(layout.hidden).toEqual(['c']);
    expect(tableLine(layout, row)).toBe(`1   ${row.a}  ${row.b}\n`);
    expect(tableLine(layOut(columns, [row], 31), row)).toBe('1   aaaaaaaaaaaa…  bbbbbbbbbbb…\n');
    const narrow = layOut(columns, [row], 1);
    expect(narrow.columns.map(({ field }) => field)).toEqual(['id']);
    expect(tableLine(narrow, { id: 123456 })).toBe('123456\n');
  });

  it('shortens long texts before it shortens a number, a state or a date, which it never does', () => {
    const rows = [
      {
        id: 7,
        note: 'x'.repeat(40),
        pos: [21131, 36586, 20440],
        at: '2026-11-23 08:34',
        size: 12_345_678_901_234,
        locked: false,
        state: 'interrupted',
      },
    ];
    const columns = [
      { field: 'id', id: true },
      { field: 'note' },
      { field: 'pos' },
      { field: 'at', whole: true },
      { field: 'size' },
      { field: 'locked' },
      { field: 'state', whole: true },
    ];
    const [, line] = render(columns, rows, 100).split('\n');
    expect(line).toBe(
      `7   ${'x'.repeat(19)}…  [21131,36586,20440]  2026-11-23 08:34  12345678901234  false   interrupted`,
    );
    // Where one has no room, it is left out; what is narrower and comes after it may stay.
    const layout = layOut(columns, rows, 63);
    expect(layout.hidden).toEqual(['size', 'state']);
    expect(tableLine(layout, rows[0]!)).toBe(
      `7   ${'x'.repeat(11)}…  [21131,36586,20440]  2026-11-23 08:34  false\n`,
    );
  });

  it('gives the room that is left to the columns that are cut', () => {
    const columns = ['id', 'a', 'b'].map((field) => ({ field, id: field === 'id' }));
    const row = { id: 1, a: 'a'.repeat(30), b: 'b'.repeat(30) };
    for (const width of [40, 41, 42, 43]) {
      const text = tableLine(layOut(columns, [row], width), row);
      expect(text).toHaveLength(width + 1);
    }
  });

  it('never shortens the numbers of later rows either', () => {
    const columns = [{ field: 'id', id: true }, { field: 'size' }];
    const layout = layOut(columns, [{ id: 1, size: 5 }], 80);
    expect(tableLine(layout, { id: 2, size: 1_234_567 })).toBe('2   1234567\n');
  });

  it('shows no character that would steer the terminal', () => {
    const text = render([{ field: 'v' }], [{ v: 'a\u001b[31mb\nc\td\u009b\u202e' }]);
    expect(text).toBe('V\na\\u001b[31mb\\nc\\td\\u009b\\u202e\n');
  });

  it('cuts between characters, not through them', () => {
    expect(truncate('日本語', 5)).toBe('日本…');
    expect(truncate('日本語', 4)).toBe('日…');
    expect(truncate('日本語', 6)).toBe('日本語');
    expect(truncate('👨‍👩‍👧👨‍👩‍👧', 3)).toBe('👨‍👩‍👧…');
  });
});
