import { stringifyJson } from '@clio/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { labState } from '../src/state.js';
import { createWorld, type World } from '../src/world.js';

/** As many rows as the hemibrain has neurons. */
const size = 25_397;
let world: World;
let before = '';

beforeAll(async () => {
  // Every body has a type, with who set it and when, and every second one a note that stays.
  const records = Array.from({ length: size }, (_, i) =>
    // Fields in the order of the alphabet, in which the server gives them back.
    stringifyJson({
      bodyid: 720575940600000000n + BigInt(i),
      ...(i % 2 ? { note: `kept ${i}` } : {}),
      type: `T${i % 900}`,
      type_time: `2026-01-0${1 + (i % 9)}T12:34:56.789Z`,
      type_user: i % 3 ? 'bob@lab.example' : 'ann@lab.example',
    }),
  );
  world = await createWorld(labState(records));
  const rows = Array.from(
    { length: size },
    (_, i) => `${720575940600000000n + BigInt(i)},U${i % 700},new ${i}`,
  );
  world.file('table.csv', ['bodyid,type,comment', ...rows, ''].join('\n'));
  before = await world.stateText();
});
afterAll(() => world.close());

it('an undo of 25,397 rows gives the state back, who and when included, and can be undone', async () => {
  const written = await world.clio('annotation import table.csv --overwrite type --yes --quiet');
  expect([written.code, written.stderr]).toEqual([0, '']);
  const between = await world.records();
  expect([...between.values()].filter(({ comment }) => comment !== undefined)).toHaveLength(size);
  expect(await world.stateText()).not.toBe(before);

  await world.advance(86_400_000);
  const undone = await world.clio('undo --yes --quiet');
  expect([undone.code, undone.stderr]).toEqual([0, '']);
  expect((await world.stateText()) === before).toBe(true);

  const runs = JSON.parse((await world.clio('run list --json')).stdout) as { id: string }[];
  const redone = await world.clio(`undo ${runs[0]?.id} --yes --quiet`);
  expect([redone.code, redone.stderr]).toEqual([0, '']);
  const after = await world.records();
  const different = [...between].filter(
    ([bodyid, record]) => stringifyJson(after.get(bodyid)) !== stringifyJson(record),
  );
  expect(different.slice(0, 3)).toEqual([]);
});
