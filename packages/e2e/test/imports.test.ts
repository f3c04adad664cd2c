import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '@clio/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDelimited } from '../src/delimited.js';
import { sharedTable } from '../src/places.js';
import { labState } from '../src/state.js';
import { createWorld, type World } from '../src/world.js';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** A cell as it must be stored: digits are the number, also with `.0` behind them. */
type Convert = (column: string, cell: string) => unknown;

function isWhole(cell: string): boolean {
  return /^-?\d+(\.0)?$/.test(cell);
}

/** What each column of a table must become, found by looking at all its cells. */
function conversionOf(rows: readonly Record<string, string>[]): Convert {
  const kinds = new Map<string, Convert>();
  for (const column of Object.keys(rows[0] ?? {})) {
    const cells = rows.map((row) => row[column] ?? '').filter((cell) => cell !== '');
    if (cells.every(isWhole))
      kinds.set(column, (_column, cell) => parseJson(cell.replace(/\.0$/, '')));
    else if (cells.every((cell) => cell !== '' && Number.isFinite(Number(cell))))
      kinds.set(column, (_column, cell) => Number(cell));
    else if (cells.every((cell) => /^(true|false)$/i.test(cell)))
      kinds.set(column, (_column, cell) => cell.toLowerCase() === 'true');
  }
  return (column, cell) => (kinds.get(column) ?? (() => cell))(column, cell);
}

/** Imports a table into an empty dataset, reads everything, compares every cell, imports it again. */
async function importTwice(table: string, idColumn: string): Promise<number> {
  const text = readFileSync(table, 'utf8');
  const rows = readDelimited(text, table.endsWith('.tsv') ? '\t' : ',');
  const convert = conversionOf(rows);
  const words = ['annotation', 'import', table, '--id-column', idColumn];

  const first = await world.clio([...words, '--yes']);
  expect([first.code, first.stderr.includes('clio:')], first.stderr).toEqual([0, false]);

  const all = await world.clio('annotation list --all --json');
  expect([all.code, all.stderr]).toEqual([0, '']);
  const found = new Map(
    (parseJson(all.stdout) as { bodyid: number | bigint }[]).map((one) => [one.bodyid, one]),
  );
  let cells = 0;
  for (const row of rows) {
    const expected: Record<string, unknown> = { bodyid: parseJson(row[idColumn] ?? '') };
    for (const [column, cell] of Object.entries(row)) {
      if (column === idColumn || cell === '') continue;
      expected[column] = convert(column, cell);
      cells++;
    }
    const record = found.get(expected.bodyid as number);
    // A matcher a row would take minutes of a table this long.
    if (!equal(record, expected)) expect(record).toEqual(expected);
  }
  expect(found.size).toBe(rows.length);

  const again = await world.clio([...words, '--dry-run', '--json']);
  expect([again.code, again.stderr.includes('clio:')], again.stderr).toEqual([0, false]);
  expect(JSON.parse(again.stdout)).toEqual({
    counts: { add: 0, overwrite: 0, clear: 0, same: cells, protected: 0, conflict: 0, invalid: 0 },
    changes: [],
  });
  return rows.length;
}

function equal(record: object | undefined, expected: object): boolean {
  const fields = Object.entries(expected);
  return (
    record !== undefined &&
    Object.keys(record).length === fields.length &&
    fields.every(([field, value]) => (record as Record<string, unknown>)[field] === value)
  );
}

/** A table in the shape of the hemibrain's, for a checkout without the data beside it. */
function madeTable(): string {
  const header = 'bodyId,instance,type,somaLocation,pre,cropped';
  const rows = Array.from(
    { length: 25_397 },
    (_, i) =>
      `${200_000_000 + 7 * i},"CL${i}(a,""b"")_L",CL${i % 500},"${i},14565,15568",${i}.0,${i % 2 ? 'True' : 'False'}`,
  );
  return join(world.home, world.file('hemibrain.csv', [header, ...rows, ''].join('\n')));
}

/** The same for FlyWire: ids beyond 2^53, in two columns. */
function madeBigTable(): string {
  const header = 'supervoxel_id\troot_id\tpos_x\tnucleus_id\tsuper_class';
  const rows = Array.from({ length: 841 }, (_, i) =>
    [80152954824646675n + BigInt(i), 720575940621522189n + BigInt(3 * i), i, `${i}.0`, 'glia'].join(
      '\t',
    ),
  );
  return join(world.home, world.file('flywire.tsv', [header, ...rows, ''].join('\n')));
}

it('25,397 rows are read back cell by cell, and a second import plans nothing', async () => {
  const table = sharedTable('hemibrain-v1.2.1-meta.csv') ?? madeTable();
  expect(await importTwice(table, 'bodyId')).toBe(25_397);
});

it('841 objects with ids beyond 2^53 keep every digit', async () => {
  await world.setState(labState());
  const table = sharedTable('flywire-783-non-neurons.tsv') ?? madeBigTable();
  expect(await importTwice(table, 'root_id')).toBe(841);
  const supervoxels = [...(await world.records()).values()].map(
    ({ supervoxel_id }) => supervoxel_id,
  );
  expect(supervoxels.some((value) => typeof value === 'bigint')).toBe(true);
});
