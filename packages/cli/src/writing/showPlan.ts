import {
  countsByField,
  type Notice,
  type Plan,
  type PlannedBody,
  type PlannedChange,
  toPlanSummary,
  type Verdict,
  verdicts,
} from '@clio/core';
import type { Paint } from '../output/paint.js';
import { printable } from '../output/printable.js';
import {
  type Column,
  headerLine,
  layOut,
  prepareRows,
  tableLine,
  truncate,
} from '../output/table.js';
import { textWidth } from '../output/textWidth.js';
import { counted, showValue } from './showValue.js';

/** How a plan is shown. */
export interface ShowPlanOptions {
  /** Columns of the terminal; more than any line needs where there is none. */
  readonly width: number;
  readonly paint: Paint;
  /** How many changes to show. */
  readonly limit: number;
}

/** Changes that are shown where not all are asked for. */
export const shownChanges = 20;
const shownNotices = 30;

const colours: Partial<Record<Verdict, Parameters<Paint>[0]>> = {
  add: 'green',
  overwrite: 'yellow',
  clear: 'yellow',
  protected: 'cyan',
  conflict: 'red',
  invalid: 'red',
};

/**
 * A plan as a person judges it: what it is for, how many values by field and verdict, what is to be known
 * about it, then the changes, `before → after`, with who set the old value and when.
 */
export async function showPlan(plan: Plan, options: ShowPlanOptions): Promise<string[]> {
  return [
    options.paint('bold', title(plan)),
    ...(await countLines(plan, options)),
    ...noticeLines(plan.notices, options.limit),
    ...(await changeLines(plan, options)),
  ];
}

/** What a plan is for, in one line. */
export function title(plan: Plan): string {
  const { kind, source, dataset, target, user, undoes } = plan;
  const version = target.tag === undefined ? target.uuid : `${target.tag} (${target.uuid})`;
  const what =
    kind === 'undo'
      ? `Undo run ${undoes} in`
      : kind === 'delete'
        ? 'Delete from'
        : source === undefined
          ? 'Write to'
          : `Write ${source} to`;
  return printable(`${what} ${dataset}, version ${version}, as ${user}`);
}

async function countLines(plan: Plan, { width, paint }: ShowPlanOptions): Promise<string[]> {
  const byField = countsByField(plan);
  const { counts } = toPlanSummary(plan);
  if (byField.size === 0 && counts.invalid === 0) return [`No values (${bodies(plan)}).`];
  const shown = verdicts.filter((verdict) => counts[verdict] > 0);
  const columns: Column[] = [
    { field: 'field', header: 'FIELD', id: true },
    // Each counts, and none is left out, however narrow the terminal is.
    ...shown.map((verdict) => ({ field: verdict, needed: true })),
  ];
  const rows = [...byField].map(([field, each]) => ({ field, ...each }));
  // Cells that never became a value are in no field, and in the sum.
  const alone = rows.length === 1 && rows[0]!.invalid === counts.invalid;
  const all = [...rows, { field: `all (${bodies(plan)})`, ...counts }];
  const right = await tableLines(columns, alone ? rows : all, width, paint);
  return ['', ...right];
}

function bodies(plan: Plan): string {
  return counted(plan.bodies.length, 'body', 'bodies');
}

function noticeLines(notices: readonly Notice[], limit: number): string[] {
  if (notices.length === 0) return [];
  const shown = limit === Number.POSITIVE_INFINITY ? notices : notices.slice(0, shownNotices);
  const more = notices.length - shown.length;
  return [
    '',
    ...shown.map(({ message }) => printable(message)),
    ...(more > 0 ? [`and ${more.toLocaleString('en')} more notices`] : []),
  ];
}

/** What a reader must see first where not all is shown. */
const byRisk: readonly Verdict[] = [
  'invalid',
  'overwrite',
  'clear',
  'conflict',
  'protected',
  'add',
];

async function changeLines(plan: Plan, options: ShowPlanOptions): Promise<string[]> {
  const { limit } = options;
  const all = plan.bodies.flatMap((body) => body.changes.map((change) => ({ body, change })));
  if (all.length === 0) return [];
  const shown =
    all.length <= limit
      ? all
      : byRisk
          .flatMap((verdict) => all.filter(({ change }) => change.verdict === verdict))
          .slice(0, limit);
  const rows = shown.map(({ body, change }) => changeRow(body, change));
  const lines = await describeChanges(rows, options);
  const more = all.length - shown.length;
  return [
    '',
    ...lines,
    ...(more > 0
      ? [`and ${counted(more, 'more change')}; --all-changes shows ${more === 1 ? 'it' : 'them'}`]
      : []),
  ];
}

interface ChangeRow {
  readonly [column: string]: unknown;
  readonly verdict: Verdict;
  readonly before: string;
  readonly after: string;
  /** `before → after` */
  readonly change: string;
  readonly who: string;
}

const arrow = ' → ';

/** A change in so many columns: where it has to be cut, so that something of both values is seen. */
function fitted({ before, after }: ChangeRow, width: number): string {
  const room = Math.max(2, width - textWidth(arrow));
  const half = Math.floor(room / 2);
  const wide = textWidth(before);
  const keep = wide <= half ? wide : Math.max(half, room - textWidth(after));
  const first = truncate(before, keep);
  return `${first}${arrow}${truncate(after, Math.max(1, room - textWidth(first)))}`;
}

/** The room that a change needs beside its body, field and verdict. */
const readable = 30;

/**
 * A change a line. Where the terminal is too narrow for who set the old value and when, they are on a line
 * below, and so is the change itself where even for that there is no room: nothing that is judged is cut
 * or left out.
 */
async function describeChanges(
  rows: readonly ChangeRow[],
  { width, paint }: ShowPlanOptions,
): Promise<string[]> {
  const start: readonly Column[] = [
    { field: 'bodyid', header: 'BODY', id: true },
    { field: 'field', header: 'FIELD', id: true },
    { field: 'verdict', header: 'VERDICT', id: true },
  ];
  const change: Column = { field: 'change', header: 'BEFORE → AFTER' };
  const who: Column = { field: 'who', header: 'BEFORE WAS SET' };
  const all = [...start, change, ...(rows.some((row) => row.who !== '') ? [who] : [])];
  await prepareRows(all, rows);
  const room = (columns: readonly Column[]) =>
    layOut(columns, rows, Number.MAX_SAFE_INTEGER).widths.reduce((sum, one) => sum + one + 2, -2);
  const taken = room(start) + 2;
  const [columns, indent] =
    room(all) <= width
      ? [all, undefined]
      : width - taken >= Math.min(readable, room([change]))
        ? [[...start, change], taken]
        : [start, 2];
  const shown =
    columns.includes(change) && indent !== undefined
      ? rows.map((row) => ({ ...row, change: fitted(row, width - taken) }))
      : rows;
  const layout = layOut(columns, shown, width);
  return [
    headerLine(layout, paint),
    ...shown.flatMap((row) => {
      const { verdict } = row;
      const below = [
        ...(columns.includes(change) ? [] : [row.change]),
        ...(row.who === '' ? [] : [`was set ${row.who}`]),
      ];
      const colour = colours[verdict];
      const text = tableLine(layout, row).trimEnd();
      return [
        // Only the word of the verdict is coloured; it stands after a gap of the table.
        colour ? text.replace(`  ${verdict}`, `  ${paint(colour, verdict)}`) : text,
        ...(indent === undefined
          ? []
          : below.map((line) => `${' '.repeat(indent)}${paint('dim', printable(line))}`)),
      ];
    }),
  ].map((line) => line.trimEnd());
}

function changeRow(
  { bodyid }: PlannedBody,
  { field, verdict, before, after }: PlannedChange,
): ChangeRow {
  const texts = { before: showValue(before.value), after: showValue(after) };
  return {
    bodyid,
    field,
    verdict,
    ...texts,
    change: `${texts.before}${arrow}${texts.after}`,
    who: before.value === undefined ? '' : whoAndWhen(before),
  };
}

/** Who set a value and when, as far as it is known. */
export function whoAndWhen({ user, time }: { user?: unknown; time?: unknown }): string {
  const parts = [
    ...(typeof user === 'string' && user !== '' ? [`by ${user}`] : []),
    ...(typeof time === 'string' && time !== '' ? [time] : []),
  ];
  return parts.join(', ');
}

async function tableLines(
  columns: readonly Column[],
  rows: readonly Readonly<Record<string, unknown>>[],
  width: number,
  paint: Paint,
): Promise<string[]> {
  await prepareRows(columns, rows);
  const layout = layOut(columns, rows, width);
  return [headerLine(layout, paint), ...rows.map((row) => tableLine(layout, row))].map((line) =>
    line.trimEnd(),
  );
}
