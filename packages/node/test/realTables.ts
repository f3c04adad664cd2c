import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  applyPlan,
  createClient,
  parseJson,
  planAnnotations,
  planUndo,
  setAnnotations,
  stringifyJson,
  toPlanSummary,
} from '@clio/core';
import { createSandbox } from '@clio/sandbox';
import { expect } from 'vitest';
import { fileJournal } from '../src/journal/fileJournal.js';
import { readTable } from '../src/tables/readTable.js';

const shared = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
/** Real tables; beside the repository where they are at hand. */
export const realTables = [
  { name: 'hemibrain-v1.2.1-meta.csv', idColumn: 'bodyId', rows: 25_397 },
  { name: 'flywire-783-non-neurons.tsv', idColumn: 'root_id', rows: 841 },
].map((table) => ({ ...table, path: join(shared, table.name) }));
export const atHand = realTables.every(({ path }) => existsSync(path));

const uuid = '6680f3fbea2df18c7ad1a0c79d2b0dfa';
const wait = async () => {};

/** An empty dataset, or one with some values on every body. */
function stage(records: readonly string[] = []) {
  const sandbox = createSandbox({
    state: {
      users: {
        wren: {
          token: 'wren-token',
          email: 'wren@example.org',
          permissions_v2: { MB: ['edit', 'view'] },
        },
      },
      datasets: { MB: { description: 'a test', dvid: '{{dvid}}', uuid } },
      tags: {
        MB: {
          tag_to_uuid: { v1: uuid },
          uuid_to_tag: { [uuid]: 'v1' },
          head_tag: 'v1',
          head_uuid: uuid,
        },
      },
      repos: [
        {
          alias: 'MB',
          instances: { segmentation_annotations: { typename: 'neuronjson' } },
          versions: [{ uuid, locked: false, data: { segmentation_annotations: { records } } }],
        },
      ],
    } as never,
  });
  const { server, fetch } = sandbox;
  const client = createClient({ server, fetch, dataset: 'MB', auth: 'wren-token' });
  const list = async () => {
    const answer = await fetch(`${server}/v2/json-annotations/MB/neurons/all`, {
      headers: { authorization: 'Bearer wren-token' },
    });
    const records = parseJson(await answer.text()) as Record<string, unknown>[];
    return new Map(records.map((record) => [String(record.bodyid), record]));
  };
  return { sandbox, client, list };
}

/** Imports a table into an empty dataset, compares every cell, and imports it again without a change. */
export async function importRealTable(
  { path, idColumn }: (typeof realTables)[number],
  most: number,
): Promise<void> {
  const { client, list } = stage();
  const whole = await readTable(path);
  const table = { ...whole, rows: whole.rows.slice(0, most) };
  const report = await setAnnotations(client, table, { idColumn, wait });
  expect(report.counts.written).toBe(table.rows.length);
  const records = await list();
  expect(records.size).toBe(table.rows.length);
  const id = table.columns.indexOf(idColumn);
  for (const { row, cells } of table.rows) {
    const record = records.get(cells[id] as string);
    for (const [index, column] of table.columns.entries()) {
      if (index === id) continue;
      const place = `row ${row}, ${column}`;
      const cell = cells[index] as string;
      const value = record?.[column];
      if (cell === '') expect(value, place).toBeUndefined();
      else if (typeof value === 'boolean') expect(String(value), place).toBe(cell.toLowerCase());
      else if (typeof value === 'string') expect(value, place).toBe(cell);
      else expect(stringifyJson(value), place).toBe(cell.replace(/\.0$/, ''));
    }
  }
  const again = await planAnnotations(client, table, { idColumn });
  expect(toPlanSummary(again).changes).toEqual([]);
}

/** Writes a table over existing data, with a journal on disk, and takes it back. */
export async function undoRealTable(
  { path, idColumn }: (typeof realTables)[number],
  most: number,
): Promise<void> {
  const whole = await readTable(path);
  const table = { ...whole, rows: whole.rows.slice(0, most) };
  const id = table.columns.indexOf(idColumn);
  const { sandbox, client } = stage(
    table.rows.map(({ cells }, index) => {
      const stamps =
        index % 3 === 0 ? '' : `,"type_user":"ann@example.org","type_time":"2024-03-01T10:00:00Z"`;
      return `{"bodyid":${cells[id]},"type":"before ${index}","side":"","note":"stays"${stamps}}`;
    }),
  );
  const records = async () => {
    const state = parseJson(await sandbox.stateText()) as {
      repos: {
        versions: {
          data: { segmentation_annotations: { records: (string | Record<string, unknown>)[] } };
        }[];
      }[];
    };
    const held = state.repos[0]?.versions[0]?.data.segmentation_annotations.records ?? [];
    return new Map(
      held
        .map((record) =>
          typeof record === 'string' ? (parseJson(record) as Record<string, unknown>) : record,
        )
        .map((record) => [String(record.bodyid), record]),
    );
  };
  const before = await records();
  const folder = await mkdtemp(join(tmpdir(), 'clio-undo-'));
  try {
    const journal = fileJournal({ folder });
    const report = await setAnnotations(client, table, {
      idColumn,
      wait,
      journal,
      overwrite: ['type', 'side'],
    });
    expect(report.counts.written).toBe(table.rows.length);
    expect(await records()).not.toEqual(before);
    const undo = await planUndo(client, await journal.read(report.run as string));
    const undone = await applyPlan(client, undo, { wait, journal });
    expect(undone.counts.written).toBe(table.rows.length);
    expect(await records()).toEqual(before);
    expect((await journal.list()).map(({ state, kind }) => [state, kind])).toEqual([
      ['finished', 'undo'],
      ['finished', 'write'],
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
