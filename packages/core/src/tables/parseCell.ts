import { parseExactly } from '../integers/parseJson.js';
import type { ColumnType } from './ColumnType.js';
import { textOfCell } from './cellText.js';

/** A cell as a value, or why it is none of its type. */
export type ParsedCell = { readonly value: unknown } | { readonly problem: string };

const wholeNumber = /^(0|-?[1-9]\d*)(?:\.0+)?$/;
const decimalNumber = /^-?(?:0|[1-9]\d*)(?:\.(\d+))?(?:[eE][+-]?\d+)?$/;
const highestInteger = 2n ** 64n - 1n;
const lowestInteger = -(2n ** 63n);

/** What the members of a list must be. */
export type ListMembers = 'texts' | 'numbers';

/** Reads the text of a cell as a type. */
export function parseCell(text: string, type: ColumnType, members?: ListMembers): ParsedCell {
  const trimmed = text.trim();
  switch (type) {
    case 'text':
      return { value: textOfCell(text) };
    case 'integer':
      return parseInteger(trimmed);
    case 'number':
      return wholeNumber.test(trimmed) ? parseInteger(trimmed) : parseNumber(trimmed);
    case 'boolean':
      return parseBoolean(trimmed);
    case 'list':
      return parseList(trimmed, members);
    case 'json':
      return parseValue(trimmed);
  }
}

function parseInteger(text: string): ParsedCell {
  const digits = wholeNumber.exec(text)?.[1];
  if (digits === undefined) return { problem: `${quoted(text)} is no integer` };
  if (digits.length > 20) return { problem: `${quoted(text)} is beyond 64 bits` };
  const exact = BigInt(digits);
  if (exact > highestInteger || exact < lowestInteger) {
    return { problem: `${quoted(text)} is beyond 64 bits` };
  }
  const number = Number(digits);
  return { value: Number.isSafeInteger(number) ? number : exact };
}

function parseNumber(text: string): ParsedCell {
  const match = decimalNumber.exec(text);
  const value = Number(text);
  if (!match || !Number.isFinite(value)) return { problem: `${quoted(text)} is no number` };
  if (significantDigits(text) > 17) {
    return { problem: `${quoted(text)} has more digits than a number keeps` };
  }
  // An integer beyond 2^53 in disguise (1e17): its last digits are not known.
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21) {
    return { problem: `${quoted(text)} is an integer without its last digits` };
  }
  return { value: value === 0 ? 0 : value };
}

/**
 * Whether a cell holds a whole number in scientific notation, which may hide one whose last digits are
 * lost: a spreadsheet shows 123456789012 as `1.23457E+11`.
 */
export function hidesInteger(text: string): boolean {
  const number = /^\s*-?(?:\d+(?:\.\d+)?)[eE][+-]?\d+\s*$/.test(text);
  return number && Number.isInteger(Number(text));
}

function significantDigits(text: string): number {
  const mantissa = text.replace(/[eE].*$/, '').replace(/[-.]/g, '');
  return mantissa.replace(/^0+/, '').replace(/0+$/, '').length;
}

function parseBoolean(text: string): ParsedCell {
  if (/^true$/i.test(text)) return { value: true };
  if (/^false$/i.test(text)) return { value: false };
  return { problem: `${quoted(text)} is neither true nor false` };
}

function parseList(text: string, members: ListMembers | undefined): ParsedCell {
  if (text.startsWith('[')) {
    const parsed = parseValue(text);
    if ('problem' in parsed || Array.isArray(parsed.value)) return parsed;
    return { problem: `${quoted(text)} is no list` };
  }
  const parts = text.split(',').map((part) => part.trim());
  if (parts.some((part) => part === '')) return { problem: `${quoted(text)} has an empty member` };
  if (members === 'texts') return { value: parts };
  const numbers = parts.map((part) => parseCell(part, 'number'));
  if (numbers.every((number) => 'value' in number)) {
    return { value: numbers.map((number) => number.value) };
  }
  if (members === 'numbers') return { problem: `${quoted(text)} is no list of numbers` };
  return { value: parts };
}

function parseValue(text: string): ParsedCell {
  try {
    return { value: parseExactly(text) };
  } catch {
    return { problem: `${quoted(text)} is no JSON` };
  }
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

/** What the cells of a column look like on their own, where nothing else decides: the strictest type that takes them all. */
export function typeOfCells(cells: Iterable<string>): ColumnType | undefined {
  let integer = true;
  let number = true;
  let boolean = true;
  let any = false;
  for (const cell of cells) {
    const text = cell.trim();
    if (text === '') continue;
    any = true;
    // Blanks around a number are somebody's layout, blanks around anything else belong to the text.
    integer &&= 'value' in parseInteger(text);
    number &&= integer || isPlainNumber(text);
    boolean &&= /^(?:true|false)$/i.test(text);
    if (!number && !boolean) return 'text';
  }
  if (!any) return undefined;
  if (boolean) return 'boolean';
  return integer ? 'integer' : 'number';
}

/** `1e5` may be a name, and `1.0e5` or `1e-5` is hardly one. */
function isPlainNumber(text: string): boolean {
  if (/^-?\d+[eE]\+?\d+$/.test(text)) return false;
  const type = wholeNumber.test(text) ? 'integer' : 'number';
  return 'value' in parseCell(text, type);
}
