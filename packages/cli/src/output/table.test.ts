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
    const row = { id: 1, a: 'a'.repeat(9), b: 'b'.repeat(9), c: 'c'.repeat(9) };
    expect(layOut(columns, [row], 36).hidden).toEqual([]);
    const layout = layOut(columns, [row], 25);
    expect(layout.hidden).toEqual(['c']);
    expect(tableLine(layout, row)).toBe('1   aaaaaaaaa  bbbbbbbbb\n');
    expect(tableLine(layOut(columns, [row], 22), row)).toBe('1   aaaaaaa…  bbbbbbb…\n');
    const narrow = layOut(columns, [row], 1);
    expect(narrow.columns.map(({ field }) => field)).toEqual(['id']);
    expect(tableLine(narrow, { id: 123456 })).toBe('123456\n');
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
