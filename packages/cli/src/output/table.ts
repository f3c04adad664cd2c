import { ownValue, type Row, shownText } from './cell.js';
import type { Paint } from './paint.js';
import { isPlain, prepareTextWidth, textWidth } from './textWidth.js';

/** A column of a table. */
export interface Column {
  readonly field: string;
  /** Default: the field in capitals. */
  readonly header?: string | undefined;
  /** An id: never shortened, never left out. */
  readonly id?: boolean | undefined;
  /**
   * Means nothing when it is cut, such as a state or a date: never shortened, and left out where there
   * is no room for it. Columns of numbers and of yes and no are whole by themselves.
   */
  readonly whole?: boolean | undefined;
  /** Never left out, however narrow the terminal is. */
  readonly needed?: boolean | undefined;
  /** How a value is shown on a terminal, where that differs from its text. */
  readonly show?: ((value: unknown, record: Row) => string) | undefined;
}

/** How wide each column is printed. */
export interface Layout {
  readonly columns: readonly Column[];
  readonly widths: readonly number[];
  /** Right-aligned: columns of numbers. */
  readonly right: readonly boolean[];
  /** Never shortened. */
  readonly whole: readonly boolean[];
  /** Fields for which the terminal is too narrow. */
  readonly hidden: readonly string[];
}

const gap = 2;
/** A column that may be shortened keeps this much: less says nothing. */
const narrowest = 12;
/** A list of numbers that is wider than this is shortened after all. */
const widestNumbers = 32;

/** To be waited for before these rows are laid out or printed: some texts need more to be measured. */
export async function prepareRows(columns: readonly Column[], rows: readonly Row[]): Promise<void> {
  const plain =
    columns.every((column) => isPlain(heading(column))) &&
    rows.every((row) => columns.every((column) => isPlain(cell(column, row))));
  if (!plain) await prepareTextWidth();
}

/**
 * Fits columns into a width, from the rows at hand: every column as wide as its widest cell where that
 * fits; otherwise the longest texts are shortened. Columns for which there is no room even then are left
 * out, those on the right first. Ids are never touched; states, dates and numbers are whole or not there.
 */
export function layOut(columns: readonly Column[], rows: readonly Row[], width: number): Layout {
  const facts = columns.map((column) => measure(column, rows));
  const kept = choose(facts, width);
  const shown = kept.map((index) => columns[index]!);
  const chosen = kept.map((index) => facts[index]!);
  return {
    columns: shown,
    widths: shorten(chosen, width),
    right: chosen.map(({ right }) => right),
    whole: chosen.map(({ whole }) => whole),
    hidden: columns.filter((column) => !shown.includes(column)).map(({ field }) => field),
  };
}

/** What a column needs. */
interface Facts {
  readonly needed: boolean;
  readonly whole: boolean;
  readonly right: boolean;
  /** The width of its widest cell. */
  readonly natural: number;
  /** The width that it keeps. */
  readonly least: number;
}

function measure(column: Column, rows: readonly Row[]): Facts {
  const natural = rows.reduce(
    (widest, row) => Math.max(widest, textWidth(cell(column, row))),
    textWidth(heading(column)),
  );
  const id = column.id === true;
  const values = rows
    .map((row) => ownValue(row, column.field))
    .filter((value) => value !== undefined && value !== null);
  const every = (test: (value: unknown) => boolean) => values.length > 0 && values.every(test);
  const right = !id && column.show === undefined && every(isNumber);
  const whole =
    id || column.whole === true || right || (natural <= widestNumbers && every(isShortData));
  return {
    needed: id || column.needed === true,
    whole,
    right,
    natural,
    least: whole ? natural : Math.min(natural, narrowest),
  };
}

/** The columns for which there is room, from left to right, and those that have to be there. */
function choose(facts: readonly Facts[], width: number): number[] {
  let room = width + gap;
  for (const { needed, least } of facts) if (needed) room -= least + gap;
  return [...facts.keys()].filter((index) => {
    const { needed, least } = facts[index]!;
    if (needed) return true;
    if (least + gap > room) return false;
    room -= least + gap;
    return true;
  });
}

/** Widths with which the row fits: the longest texts give first, and what is then left over goes to them. */
function shorten(facts: readonly Facts[], width: number): number[] {
  const at = (limit: number) =>
    facts.map(({ least, natural }) => Math.max(least, Math.min(natural, limit)));
  const total = (widths: readonly number[]) => widths.reduce((sum, one) => sum + one + gap, -gap);
  let limit = Math.max(narrowest, ...facts.map(({ natural }) => natural));
  while (limit > narrowest && total(at(limit)) > width) limit--;
  const widths = at(limit);
  let spare = width - total(widths);
  for (const [index, { natural }] of facts.entries())
    if (spare > 0 && widths[index]! < natural) {
      widths[index]!++;
      spare--;
    }
  return widths;
}

/** The header line. */
export function headerLine(layout: Layout, paint: Paint): string {
  return line(
    layout,
    layout.columns.map((column) => heading(column)),
    (text) => paint('bold', text),
  );
}

/** One record as a line of the table. */
export function tableLine(layout: Layout, row: Row): string {
  return line(
    layout,
    layout.columns.map((column) => cell(column, row)),
    (text) => text,
  );
}

function line(layout: Layout, texts: readonly string[], dress: (text: string) => string): string {
  const cells = texts.map((text, index) => {
    const width = layout.widths[index]!;
    const cut = layout.whole[index] ? { text, width: textWidth(text) } : cutTo(text, width);
    const blanks = ' '.repeat(Math.max(0, width - cut.width));
    return layout.right[index] ? blanks + dress(cut.text) : dress(cut.text) + blanks;
  });
  return `${cells.join(' '.repeat(gap)).trimEnd()}\n`;
}

/** Shortens a text to a width in columns, with `…` for what is left out; never splits a character. */
export function truncate(text: string, width: number): string {
  return cutTo(text, width).text;
}

function cutTo(text: string, width: number): { text: string; width: number } {
  const whole = textWidth(text);
  if (whole <= width) return { text, width: whole };
  if (isPlain(text)) return { text: `${text.slice(0, width - 1)}…`, width };
  let kept = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const next = textWidth(segment);
    if (used + next > width - 1) break;
    kept += segment;
    used += next;
  }
  return { text: `${kept}…`, width: used + 1 };
}

function heading({ header, field }: Column): string {
  return header === undefined ? shownText(field).toUpperCase() : shownText(header);
}

function cell({ field, show }: Column, row: Row): string {
  const value = ownValue(row, field);
  return show ? show(value, row) : shownText(value);
}

/** Yes or no, or numbers: what is cut of them would be another value. */
function isShortData(value: unknown): boolean {
  return (
    typeof value === 'boolean' || isNumber(value) || (Array.isArray(value) && value.every(isNumber))
  );
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint';
}
