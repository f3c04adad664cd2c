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
import { type Column, headerLine, layOut, prepareRows, tableLine } from '../output/table.js';
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
    { field: 'field', header: 'FIELD' },
    ...shown.map((verdict) => ({ field: verdict })),
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
  const { limit, width, paint } = options;
  const all = plan.bodies.flatMap((body) => body.changes.map((change) => ({ body, change })));
  if (all.length === 0) return [];
  const shown =
    all.length <= limit
      ? all
      : byRisk
          .flatMap((verdict) => all.filter(({ change }) => change.verdict === verdict))
          .slice(0, limit);
  const rows = shown.map(({ body, change }) => changeRow(body, change));
  const columns: Column[] = [
    { field: 'bodyid', header: 'BODY', id: true },
    { field: 'field', header: 'FIELD' },
    { field: 'verdict', header: 'VERDICT', id: true },
    { field: 'change', header: 'BEFORE → AFTER' },
    ...(rows.some(({ who }) => who !== '') ? [{ field: 'who', header: 'BEFORE WAS SET' }] : []),
  ];
  const lines = await tableLines(columns, rows, width, paint);
  const more = all.length - shown.length;
  return [
    '',
    ...lines.map((line, index) => {
      const verdict = rows[index - 1]?.verdict;
      const colour = verdict === undefined ? undefined : colours[verdict];
      // Only the word of the verdict is coloured; it stands between two gaps of the table.
      return colour ? line.replace(`  ${verdict}`, `  ${paint(colour, verdict!)}`) : line;
    }),
    ...(more > 0
      ? [`and ${counted(more, 'more change')}; --all-changes shows ${more === 1 ? 'it' : 'them'}`]
      : []),
  ];
}

function changeRow({ bodyid }: PlannedBody, { field, verdict, before, after }: PlannedChange) {
  return {
    bodyid,
    field,
    verdict,
    change: `${showValue(before.value)} → ${showValue(after)}`,
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
