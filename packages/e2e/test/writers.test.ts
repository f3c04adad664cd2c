import { afterAll, beforeAll, expect, it } from 'vitest';
import { labState, users } from '../src/state.js';
import { createWorld, type World } from '../src/world.js';

const ids = Array.from({ length: 500 }, (_, i) => 3000 + i);
const writers = Array.from({ length: 8 }, (_, i) => `w${i}`);
let world: World;

beforeAll(async () => {
  world = await createWorld(labState());
  for (const writer of writers)
    world.file(
      `${writer}.csv`,
      ['bodyid,note', ...ids.map((id) => `${id},${writer}-${id}`), ''].join('\n'),
    );
});
afterAll(() => world.close());

it('8 writers at once on 500 bodies: whoever loses a body is told', async () => {
  // The users take turns, so that writers of one user and of several meet.
  const reports = await Promise.all(
    writers.map(async (writer, i) => {
      const { token } = i % 2 ? users.bob : users.ann;
      const ended = await world.clio(`annotation import ${writer}.csv --yes --json --quiet`, {
        env: { CLIO_TOKEN: token },
      });
      expect([0, 5], ended.stderr).toContain(ended.code);
      const { bodies } = JSON.parse(ended.stdout) as {
        bodies: { bodyid: number; outcome: string }[];
      };
      return {
        writer,
        code: ended.code,
        outcomes: new Map(bodies.map((b) => [b.bodyid, b.outcome])),
      };
    }),
  );
  const records = await world.records();
  const silent: string[] = [];
  for (const bodyid of ids) {
    const note = records.get(bodyid)?.note;
    expect(note).toMatch(new RegExp(`^w\\d-${bodyid}$`));
    for (const { writer, outcomes } of reports) {
      const outcome = outcomes.get(bodyid);
      // Nobody lacks an outcome, and who did not win says so.
      if (outcome === undefined) silent.push(`${writer} on ${bodyid}: no outcome`);
    }
    const winner = reports.find(({ writer }) => note === `${writer}-${bodyid}`);
    const told = reports.filter(({ outcomes }) =>
      ['conflict', 'refused'].includes(outcomes.get(bodyid) ?? ''),
    );
    const lostSilently = reports.filter(
      ({ writer, outcomes }) => writer !== winner?.writer && outcomes.get(bodyid) === 'written',
    );
    // A value that was read back and then replaced by a writer who was past his look at it: the server
    // cannot keep them apart, and the others still tell of it.
    if (winner === undefined || (lostSilently.length > 0 && told.length === 0))
      silent.push(`${bodyid}: ${note}`);
  }
  expect(silent).toEqual([]);
  expect(reports.filter(({ code }) => code === 5).length).toBeGreaterThan(0);
});
