import fc from 'fast-check';
import { expect } from 'vitest';
import { parseJson } from '../../src/integers/parseJson.js';
import { stringifyJson } from '../../src/integers/stringifyJson.js';
import { toBodyId } from '../../src/integers/toBodyId.js';
import { cellText } from '../../src/tables/cellText.js';
import type { Table, TableCell } from '../../src/tables/Table.js';
import { applyPlan } from '../../src/writing/apply/applyPlan.js';
import { planDeletes } from '../../src/writing/delete/planDeletes.js';
import { memoryJournal } from '../../src/writing/journal/memoryJournal.js';
import { planAnnotations } from '../../src/writing/planAnnotations.js';
import { readPlan, writePlan } from '../../src/writing/plans/planFile.js';
import { toPlanSummary } from '../../src/writing/plans/toPlanSummary.js';
import { planUndo } from '../../src/writing/undo/planUndo.js';
import { sameValue } from '../../src/writing/values/sameValue.js';
import { toStoredValue } from '../../src/writing/values/toStoredValue.js';
import { valueProblem } from '../../src/writing/values/valueProblem.js';
import { instance, quick, stage } from './stage.js';
import { anything, bodyid, fieldName, storable } from './values.js';

type Fields = Record<string, unknown>;

const fields = (value: fc.Arbitrary<unknown>) =>
  fc
    .uniqueArray(fc.tuple(fieldName, value), {
      maxLength: 5,
      selector: ([name]) => name,
    })
    .map((entries) => Object.fromEntries(entries) as Fields);

/** Some without any field. */
const records = fc.uniqueArray(fc.tuple(bodyid, fields(storable)), {
  minLength: 1,
  maxLength: 6,
  selector: ([id]) => String(id),
});

/** A record as the state document holds it, some fields with stamps, some without. */
const asStored = (id: unknown, values: Fields, stamps: readonly boolean[]) => {
  const entries = Object.entries(values).flatMap(([field, value], index) => {
    const stamped = field !== 'user' && (stamps[index % stamps.length] ?? true);
    return stamped
      ? [
          [field, value],
          [`${field}_user`, 'ann@example.org'],
          [`${field}_time`, '2024-03-01T10:00:00Z'],
        ]
      : [[field, value]];
  });
  return stringifyJson(Object.fromEntries([['bodyid', id], ...entries]));
};

/** Any value is either refused, or kept by the server as it is, and a repeat of it changes nothing. */
export async function valuesAreKept(runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fields(anything), async (values) => {
      const { client, sandbox } = stage();
      const plan = await planAnnotations(client, { 7: values } as never, { writeEmpty: true });
      const refused = Object.values(values).some((value) => valueProblem(value) !== undefined);
      expect(plan.problems.length > 0).toBe(refused);
      if (refused) return;
      const report = await applyPlan(client, plan, quick);
      expect(['written', 'same']).toContain(report.bodies[0]?.outcome);
      const before = await instance(sandbox);
      const record = before.records[0] ?? {};
      for (const [field, value] of Object.entries(values)) {
        const wanted = value === null ? undefined : toStoredValue(value);
        const kept = Object.hasOwn(record, field) ? record[field] : undefined;
        expect(sameValue(kept, wanted), field).toBe(true);
      }
      sandbox.clock.advance(5000);
      const again = await planAnnotations(client, { 7: values } as never, { writeEmpty: true });
      expect(again.bodies[0]?.changes).toEqual([]);
      expect(await instance(sandbox)).toEqual(before);
    }),
    { numRuns: runs },
  );
}

/** What a list of the dataset gives as a table comes back without a change. */
export async function tablesComeBack(runs: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(records, fc.array(fc.boolean(), { minLength: 1 }), async (given, stamps) => {
      const { client } = stage({
        records: given.map(([id, values]) => asStored(id, values, stamps)),
      });
      const columns = [...new Set(given.flatMap(([, values]) => Object.keys(values)))];
      for (const format of ['csv', 'tsv', 'json', 'ndjson'] as const) {
        const typed = format === 'json' || format === 'ndjson';
        const rows = given.map(([id, values], index) => ({
          row: index + 2,
          cells: [
            typed ? { value: toBodyId(id) } : String(id),
            ...columns.map((column): TableCell => {
              const value = Object.hasOwn(values, column)
                ? toStoredValue(values[column])
                : undefined;
              // A list of the dataset with named fields gives null for what a record lacks.
              return typed ? { value: parseJson(stringifyJson(value ?? null)) } : cellText(value);
            }),
          ],
        }));
        const table: Table = {
          source: `list.${format}`,
          format,
          columns: ['bodyid', ...columns],
          rows,
        };
        const plan = await planAnnotations(client, table);
        expect(plan.problems, stringifyJson(plan.problems)).toEqual([]);
        expect(toPlanSummary(plan).changes, format).toEqual([]);
      }
    }),
    { numRuns: runs },
  );
}

/** Whatever a run wrote, undoing it gives the state document of before, stamps and all. */
export async function undoRestores(runs: number): Promise<void> {
  const nullable = fields(
    fc.oneof(
      { weight: 4, arbitrary: storable },
      { weight: 1, arbitrary: fc.constantFrom(null, '', []) },
    ),
  );
  const writes = fc.uniqueArray(fc.tuple(bodyid, nullable), {
    minLength: 1,
    maxLength: 6,
    selector: ([id]) => String(id),
  });
  await fc.assert(
    fc.asyncProperty(
      records,
      writes,
      fc.array(fc.boolean(), { minLength: 1 }),
      fc.boolean(),
      async (given, changes, stamps, deletes) => {
        const { client, sandbox } = stage({
          records: given.map(([id, values]) => asStored(id, values, stamps)),
        });
        const before = sorted(await instance(sandbox));
        const journal = memoryJournal();
        // Half of the writes go to bodies that have a record.
        const known = given.map(([id]) => id);
        const target = (id: unknown, index: number) =>
          index % 2 === 0 ? (known[index % known.length] ?? id) : id;
        const input = new Map(changes.map(([id, values], index) => [target(id, index), values]));
        const names = [...new Set([...input.values()].flatMap((values) => Object.keys(values)))];
        const plan = deletes
          ? await planDeletes(client, input.keys() as Iterable<never>)
          : await planAnnotations(client, input as never, { overwrite: names, writeEmpty: true });
        // A journal on disk reads it back as a file.
        expect(readPlan(writePlan(plan))).toEqual(plan);
        const report = await applyPlan(client, plan, { ...quick, chunkSize: 3, journal });
        expect(report.left).toEqual({ protected: 0, conflict: 0 });
        const written = sorted(await instance(sandbox));
        const undo = await planUndo(client, await journal.read(report.run as string));
        expect(readPlan(writePlan(undo))).toEqual(undo);
        const undone = await applyPlan(client, undo, { ...quick, chunkSize: 3, journal });
        const after = sorted(await instance(sandbox));
        expect(after.records).toEqual(before.records);
        // And once more, forth.
        await applyPlan(
          client,
          await planUndo(client, await journal.read(undone.run as string)),
          quick,
        );
        expect(sorted(await instance(sandbox)).records).toEqual(written.records);
      },
    ),
    { numRuns: runs },
  );
}

function sorted({ records, deleted }: Awaited<ReturnType<typeof instance>>) {
  return { records: new Map(records.map((record) => [String(record.bodyid), record])), deleted };
}
