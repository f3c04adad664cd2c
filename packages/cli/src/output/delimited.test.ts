import { describe, expect, it } from 'vitest';
import { delimitedCell, delimitedHeader, delimitedLine } from './delimited.js';

describe('a cell of CSV and TSV', () => {
  it.each<[unknown, string]>([
    ['plain', 'plain'],
    ['5', '5'],
    [5, '5'],
    [1.5, '1.5'],
    [720575940627329911n, '720575940627329911'],
    [true, 'true'],
    [[1, 2], '"[1,2]"'],
    [{ a: [18446744073709551615n] }, '"{""a"":[18446744073709551615]}"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    [' blank', '" blank"'],
    ['blank ', '"blank "'],
    ['', '""'],
    [undefined, ''],
    [null, ''],
  ])('case %#', (value, text) => {
    expect(delimitedCell(value, ',')).toBe(text);
  });

  it('is quoted for the separator in use only', () => {
    expect(delimitedCell('a,b', ',')).toBe('"a,b"');
    expect(delimitedCell('a,b', '\t')).toBe('a,b');
    expect(delimitedCell('a\tb', '\t')).toBe('"a\tb"');
    expect(delimitedCell([1, 2], '\t')).toBe('[1,2]');
  });
});

it('every line has all columns', () => {
  const columns = ['bodyid', 'a,b', 'c'];
  expect(delimitedHeader(columns, ',')).toBe('bodyid,"a,b",c\n');
  expect(delimitedLine({ c: '', bodyid: 7, d: 1 }, columns, ',')).toBe('7,,""\n');
  expect(delimitedLine({ bodyid: 7 }, columns, '\t')).toBe('7\t\t\n');
});

it('a field that a record lacks is empty, also where every object has something of that name', () => {
  const columns = ['bodyid', '__proto__', 'constructor'];
  expect(delimitedLine({ bodyid: 5 }, columns, ',')).toBe('5,,\n');
  const record = Object.fromEntries([['__proto__', 'x']]);
  expect(delimitedLine(record, columns, ',')).toBe(',x,\n');
});
