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
  /** How a value is shown on a terminal, where that differs from its text. */
  readonly show?: ((value: unknown, record: Row) => string) | undefined;
}

/** How wide each column is printed. */
export interface Layout {
  readonly columns: readonly Column[];
  readonly widths: readonly number[];
  /** Right-aligned: columns of numbers. */
  readonly right: readonly boolean[];
  /** Fields for which the terminal is too narrow. */
  readonly hidden: readonly string[];
}

const gap = 2;
/** A column that may be shortened keeps this much. */
const narrowest = 8;

/** To be waited for before these rows are laid out or printed: some texts need more to be measured. */
export async function prepareRows(columns: readonly Column[], rows: readonly Row[]): Promise<void> {
  const plain =
    columns.every((column) => isPlain(heading(column))) &&
    rows.every((row) => columns.every((column) => isPlain(cell(column, row))));
  if (!plain) await prepareTextWidth();
}

/**
 * Fits columns into a width, from the rows at hand: every column as wide as its widest cell where that
 * fits; otherwise the widest are shortened, and when that is not enough, columns are left out from the
 * right. Ids are never touched.
 */
export function layOut(columns: readonly Column[], rows: readonly Row[], width: number): Layout {
  const natural = columns.map((column) =>
    rows.reduce(
      (widest, row) => Math.max(widest, textWidth(cell(column, row))),
      textWidth(heading(column)),
    ),
  );
  const kept = columns.map((_, index) => index);
  const least = (index: number) =>
    columns[index]!.id ? natural[index]! : Math.min(natural[index]!, narrowest);
  const needed = () => kept.reduce((sum, index) => sum + least(index) + gap, -gap);
  while (needed() > width) {
    const last = kept.findLastIndex((index) => !columns[index]!.id);
    if (last < 0) break;
    kept.splice(last, 1);
  }
  const limit = shortenTo(kept, natural, least, width);
  const shown = kept.map((index) => columns[index]!);
  return {
    columns: shown,
    widths: kept.map((index) => Math.max(least(index), Math.min(natural[index]!, limit))),
    right: shown.map(
      (column) =>
        !column.id &&
        rows.length > 0 &&
        rows.every((row) => {
          const value = ownValue(row, column.field);
          return value === undefined || isNumber(value);
        }) &&
        rows.some((row) => isNumber(ownValue(row, column.field))),
    ),
    hidden: columns.filter((column) => !shown.includes(column)).map(({ field }) => field),
  };
}

/** The greatest width to which all columns can be cut so that the row fits. */
function shortenTo(
  kept: readonly number[],
  natural: readonly number[],
  least: (index: number) => number,
  width: number,
): number {
  const total = (limit: number) =>
    kept.reduce(
      (sum, index) => sum + Math.max(least(index), Math.min(natural[index]!, limit)) + gap,
      -gap,
    );
  let limit = kept.reduce((widest, index) => Math.max(widest, natural[index]!), 0);
  while (limit > narrowest && total(limit) > width) limit--;
  return limit;
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
    const cut = layout.columns[index]!.id ? { text, width: textWidth(text) } : cutTo(text, width);
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
  return header ?? shownText(field).toUpperCase();
}

function cell({ field, show }: Column, row: Row): string {
  const value = ownValue(row, field);
  return show ? show(value, row) : shownText(value);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint';
}
