import { createClient, describeProblem, guardPlan, isClioError, planAnnotations } from '@clio/core';
import { readTable } from '@clio/node';
import { createSandbox } from '@clio/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '../src/seeded.js';
import { fewRecords, labState, users } from '../src/state.js';
import { createWorld, type World } from '../src/world.js';
import { unnamed, type WrongTable, wrongTables } from '../src/wrongTables.js';

/** The objections to a table; undefined when it is taken. */
async function objections(
  { content, format, types }: WrongTable,
  sandbox: ReturnType<typeof createSandbox>,
): Promise<string | undefined> {
  const client = createClient({
    server: sandbox.server,
    dataset: 'MB',
    auth: users.ann.token,
    fetch: sandbox.fetch,
  });
  try {
    const table = await readTable(new TextEncoder().encode(content), { format, name: 'bad' });
    const plan = await planAnnotations(client, table, { types });
    const refusing = guardPlan(plan).filter(({ refuses }) => refuses);
    return refusing.length === 0 ? undefined : refusing.map(describeProblem).join('\n');
  } catch (error) {
    if (!isClioError(error, 'input')) throw error;
    return error.message;
  }
}

describe('tables made to be wrong', () => {
  it('each is refused with the row and the column of each wrong cell, and nothing is written', async () => {
    const sandbox = createSandbox({ state: labState(fewRecords) });
    const before = await sandbox.stateText();
    const kinds = new Set<string>();
    const failures: unknown[] = [];
    for (const seed of [1, 2, 3]) {
      for (const table of wrongTables(seeded(seed))) {
        kinds.add(table.kind);
        const message = await objections(table, sandbox);
        const missing = message === undefined ? 'taken' : unnamed(message, table);
        if (missing === 'taken' || missing.length > 0)
          failures.push({ kind: table.kind, content: table.content, message, missing });
      }
    }
    expect(failures).toEqual([]);
    expect(kinds.size).toBeGreaterThanOrEqual(100);
    expect(await sandbox.stateText()).toBe(before);
    expect(sandbox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

describe('the command', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld(labState(fewRecords));
  });
  afterAll(() => world.close());

  /** Imports a file and expects that it is refused and nothing is written. */
  async function refused(file: string, flags: readonly string[] = []): Promise<string> {
    const before = await world.stateText();
    const { code, stdout, stderr } = await world.clio([
      ...['annotation', 'import', file, '--yes'],
      ...flags,
    ]);
    expect([code, stdout], stderr).toEqual([3, '']);
    expect(stderr).toMatch(/^clio: /);
    expect(stderr).toContain(file);
    expect(await world.stateText()).toBe(before);
    return stderr;
  }

  it('refuses a sample of the made ones alike', async () => {
    const random = seeded(11);
    const sample = wrongTables(random).filter(() => random() < 0.06);
    expect(sample.length).toBeGreaterThan(5);
    for (const table of sample) {
      const flags = Object.entries(table.types).flatMap(([column, type]) => [
        '--type',
        `${column}=${type}`,
      ]);
      const stderr = await refused(world.file(`bad.${table.format}`, table.content), flags);
      expect(unnamed(stderr, table), `${table.kind}\n${stderr}`).toEqual([]);
    }
  });

  it.each<[string, string, string, string[], string[]?]>([
    ['a body twice', 'a.csv', 'bodyid,type\n5,a\n6,b\n5,c\n', ['row 4', 'type']],
    ['an id in scientific notation', 'b.csv', 'bodyid,type\n1e3,a\n', ['row 2', 'bodyid']],
    ['2^64', 'c.tsv', 'bodyid\ttype\n18446744073709551616\ta\n', ['row 2', 'bodyid']],
    ['no column of ids', 'd.csv', 'bodyId,type\n5,a\n', ['bodyid', '--id-column bodyId']],
    ['more cells than columns', 'e.csv', 'bodyid,type\n5,a\n6,b,c\n', ['line 3']],
    ['an open quote', 'f.csv', 'bodyid,type\n5,a\n6,"b\n7,c\n', ['line 3']],
    ['an empty file', 'g.csv', '', ['empty']],
    ['broken JSON', 'h.json', '[{"bodyid":5,\n"type":"a"},\n{"bodyid":6,"type"}]', ['line 3']],
    ['a line that is no object', 'i.ndjson', '{"bodyid":5,"type":"a"}\n7\n', ['line 2']],
    ['a reserved user', 'j.csv', 'bodyid,type_user\n5,a\n', ['type_user']],
    ['a reserved time', 'k.csv', 'bodyid,type_time\n5,a\n', ['type_time']],
    ['an unknown type', 'l.csv', 'bodyid,type\n5,a\n', ['txt', 'text'], ['--type', 'type=txt']],
  ])('names the place of %s', async (_name, file, content, parts, flags) => {
    const stderr = await refused(world.file(file, content), flags);
    for (const part of parts) expect(stderr).toContain(part);
  });
});
