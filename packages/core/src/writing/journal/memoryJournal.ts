import { InputError } from '../../errors/InputError.js';
import { parseJson } from '../../integers/parseJson.js';
import { stringifyJson } from '../../integers/stringifyJson.js';
import type { Journal, JournalEntry, JournalStore, RunRecord } from '../Journal.js';
import type { Plan } from '../Plan.js';
import { toRunRecord, toRunSummary } from './toRunRecord.js';

/**
 * Keeps journals in memory: for a page in a browser, where a run can then be resumed and undone as
 * long as the page is open, and for tests. Entries are kept as text, as on disk.
 *
 * @example
 * ```ts
 * const journal = memoryJournal();
 * const report = await applyPlan(client, plan, { journal });
 * if (report.run !== undefined) await planUndo(client, await journal.read(report.run));
 * ```
 */
export function memoryJournal(): JournalStore {
  const runs = new Map<string, { plan: string; lines: string[]; held: boolean }>();
  const open = (id: string): Journal => {
    const run = runs.get(id);
    if (!run) throw unknownRun(id);
    if (run.held) throw new InputError(`Run ${id} is going on already.`);
    run.held = true;
    return {
      run: id,
      async append(entry) {
        run.lines.push(stringifyJson(entry));
      },
      async close() {
        run.held = false;
      },
    };
  };
  const read = (id: string): RunRecord => {
    const run = runs.get(id);
    if (!run) throw unknownRun(id);
    const entries = run.lines.map((line) => parseJson(line) as JournalEntry);
    return toRunRecord(id, parseJson(run.plan) as Plan, entries, { held: run.held });
  };
  return {
    async begin(plan) {
      const id = `run-${runs.size + 1}`;
      runs.set(id, { plan: stringifyJson(plan), lines: [], held: false });
      return open(id);
    },
    async reopen(id) {
      return open(id);
    },
    async read(id) {
      return read(id);
    },
    async list() {
      return [...runs.keys()].reverse().map((id) => toRunSummary(read(id)));
    },
  };
}

function unknownRun(id: string): InputError {
  return new InputError(`There is no run ${id} on record.`);
}
