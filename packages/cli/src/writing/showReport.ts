import { type BodyOutcome, type Outcome, outcomes, type WriteReport } from '@clio/core';
import type { Paint } from '../output/paint.js';
import { printable } from '../output/printable.js';
import { counted } from './showValue.js';

const shownBodies = 20;
const telling: readonly Outcome[] = ['failed', 'unknown', 'conflict', 'refused'];
const open: readonly Outcome[] = ['unknown', 'unsent'];

/**
 * What a run did, for a person: the numbers, every body that was not written as planned (the first ones),
 * the id of the run, and what to do next.
 *
 * @param all - show every body.
 */
export function showReport(report: WriteReport, paint: Paint, all = false): string[] {
  const { kind, counts, dataset, tag, uuid, run, stopped, left } = report;
  const done = kind === 'delete' ? 'deleted' : 'written';
  const numbers = outcomes
    .filter((outcome) => counts[outcome] > 0 || outcome === 'written')
    .map((outcome) => `${counts[outcome].toLocaleString('en')} ${words[outcome] ?? done}`);
  const rest = counts.failed + counts.unknown + counts.unsent;
  const colour = rest > 0 ? 'red' : counts.conflict + counts.refused > 0 ? 'yellow' : 'green';
  const lines = [
    paint(
      colour,
      printable(
        `${counted(report.bodies.length, 'body', 'bodies')} in ${dataset}, version ${tag ?? uuid}: ${numbers.join(', ')}`,
      ),
    ),
    ...(stopped === undefined ? [] : [printable(`Stopped: ${stopped}`)]),
    ...leftLines(left),
    ...bodyLines(report, all),
  ];
  if (run === undefined) return lines;
  lines.push(`Run ${run}`);
  if (open.some((outcome) => counts[outcome] > 0))
    lines.push(`  clio resume ${run}   goes on with the rest`);
  if (counts.written + counts.unknown > 0) lines.push(`  clio undo ${run}   takes it back`);
  return lines;
}

/** Every outcome in a word; `written` depends on what was done. */
const words: Partial<Record<Outcome, string>> = {
  same: 'already as wanted',
  conflict: 'in conflict',
  refused: 'protected and left alone',
  failed: 'failed',
  unknown: 'unknown',
  unsent: 'not sent',
};

function leftLines({ protected: kept, conflict }: WriteReport['left']): string[] {
  return [
    ...(kept > 0
      ? [`${counted(kept, 'protected value')} left alone; --overwrite FIELD replaces them`]
      : []),
    ...(conflict > 0
      ? [`${counted(conflict, 'value')} left alone that others have changed since`]
      : []),
  ];
}

function bodyLines(report: WriteReport, all: boolean): string[] {
  const told = report.bodies
    .filter(({ outcome, left }) => telling.includes(outcome) || (left?.length ?? 0) > 0)
    .sort((first, second) => rank(first) - rank(second));
  const shown = all ? told : told.slice(0, shownBodies);
  const more = told.length - shown.length;
  return [
    ...shown.flatMap(describeOutcome),
    ...(more > 0
      ? [
          `  and ${counted(more, 'more body', 'more bodies')}${report.run === undefined ? '' : `: clio run view ${report.run}`}`,
        ]
      : []),
  ];
}

function rank({ outcome }: BodyOutcome): number {
  const at = telling.indexOf(outcome);
  return at < 0 ? telling.length : at;
}

/** How it ended for one body, in lines. */
export function describeOutcome({
  bodyid,
  outcome,
  reason,
  left = [],
  row,
}: BodyOutcome): string[] {
  const where = row === undefined ? '' : ` (row ${row})`;
  const fields = left.map((one) => `${one.field}: ${one.reason}`);
  // Of a body that was written for the rest, what follows must not read as what was written.
  const apart = fields.length > 0 && (outcome === 'written' || outcome === 'same');
  const why = (apart ? [reason] : [reason, ...fields]).filter(Boolean);
  return [
    printable(
      `  ${bodyid}${where} ${outcome}${why.length > 0 ? `: ${why.join('; ')}` : ''}${apart ? `, but left alone ${fields.join('; ')}` : ''}`,
    ),
  ];
}
