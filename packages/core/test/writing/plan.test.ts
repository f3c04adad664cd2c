import { describe, expect, it } from 'vitest';
import { describeProblem } from '../../src/writing/guard/describeProblem.js';
import { guardPlan } from '../../src/writing/guard/guardPlan.js';
import type { PlanOptions } from '../../src/writing/PlanOptions.js';
import { planAnnotations } from '../../src/writing/planAnnotations.js';
import { readPlan, writePlan } from '../../src/writing/plans/planFile.js';
import { toPlanSummary } from '../../src/writing/plans/toPlanSummary.js';
import { head, posts, stage, stamped } from './stage.js';

const records = [
  stamped({ bodyid: 1, type: 'A', side: 'L', position: [1, 2, 3] }),
  stamped({ bodyid: 2, type: 'B' }, 'wren@example.org'),
  { bodyid: 3, type: '', note: 'no stamps' },
  stamped({ bodyid: 720575940621039145n as never, type: 'long' }),
].map((record) =>
  typeof record.bodyid === 'bigint'
    ? `{"bodyid":720575940621039145,"type":"long","type_user":"ann@example.org","type_time":"2024-03-01T10:00:00Z"}`
    : record,
);

const verdictsOf = (plan: Awaited<ReturnType<typeof planAnnotations>>) =>
  plan.bodies.flatMap(({ bodyid, changes }) =>
    changes.map(({ field, verdict }) => `${bodyid} ${field} ${verdict}`),
  );

it('gives each cell its verdict, and sends nothing', async () => {
  const { client, sandbox } = stage({ records });
  const plan = await planAnnotations(
    client,
    [
      { bodyid: 1, type: 'A', side: 'R', position: [1, 2, 4], note: 'new' },
      { bodyid: 2, type: null },
      { bodyid: 3, type: 'now', note: 'other', class: '' },
      { bodyid: 720575940621039145n, type: 'longer' },
      { bodyid: 9, type: 'first', side: null },
    ],
    { overwrite: ['side'], overwriteMine: true },
  );
  expect(verdictsOf(plan)).toEqual([
    '1 side overwrite',
    '1 position protected',
    '1 note add',
    '2 type clear',
    '3 type add',
    '3 note protected',
    '720575940621039145 type protected',
    '9 type add',
  ]);
  expect(toPlanSummary(plan).counts).toEqual({
    add: 3,
    overwrite: 1,
    clear: 1,
    // type of 1, class of 3 (empty), side of 9 (cleared, and never there)
    same: 3,
    protected: 3,
    conflict: 0,
    invalid: 0,
  });
  expect(plan.target).toEqual({ uuid: head, tag: 'v0.2' });
  expect(plan.user).toBe('wren@example.org');
  expect(plan.bodies[0]?.changes[1]?.reason).toBe(
    '[1,2,3], set by ann@example.org on 2024-03-01T10:00:00Z, stands there; name the field to overwrite it',
  );
  expect(plan.notices.map(({ message }) => message)).toContain(
    'an empty value of class is left out: empties are written only when asked for',
  );
  expect(posts(sandbox)).toBe(0);
});

it('is a file with exact integers and comes back as it was', async () => {
  const { client } = stage({ records });
  const plan = await planAnnotations(client, [
    { bodyid: 720575940621039145n, type: 'x', link: 18446744073709551615n },
    { bodyid: 4, ratio: 0.25, list: [9007199254740993n], deep: { a: [null, true] }, big: 1e21 },
  ]);
  const text = writePlan(plan);
  expect(text).toContain('720575940621039145');
  expect(text).toContain('18446744073709551615');
  expect(text).not.toContain('wren-token');
  expect(readPlan(text, 'x.plan.json')).toEqual(plan);
  expect(text.split('\n')).toHaveLength(plan.bodies.length + 3);
});

it.each([
  ['', 'is no plan: An empty text is not JSON.'],
  ['{"a":1}', 'x is no plan. A plan is made with'],
  ['{"format":"clio-plan","version":2}', 'is a plan of version 2'],
  ['{"format":"clio-plan","version":1,"kind":"write"}', 'is a damaged plan, at server'],
  ['null', 'x is no plan'],
])('refuses %s as a plan file', (text, message) => {
  expect(() => readPlan(text, 'x')).toThrow(message);
});

it('asks DVID no more once it has left a question without an answer', async () => {
  const { client } = stage({ records });
  const asked: string[] = [];
  const dvid = (input: RequestInfo | URL) => {
    asked.push(String(input instanceof Request ? input.url : input));
    return new Promise<Response>(() => {});
  };
  const plan = await planAnnotations(client, { bodyid: 5, note: 'x' }, { dvid, dvidTimeout: 20 });
  expect(asked).toHaveLength(1);
  expect(plan.notices.map(({ message }) => message)).toContainEqual(
    expect.stringContaining('existence not checked'),
  );
});

it('suspects the id of a key that the language itself has rounded', async () => {
  const { client } = stage({ records });
  // Becomes the key '720575940627329900'.
  const input = { 720575940627329912: { note: 'x' } };
  const plan = await planAnnotations(client, input);
  expect(guardPlan(plan)).toMatchObject([{ rule: 'rounded-id', refuses: true }]);
  expect(guardPlan(await planAnnotations(client, input, { roundedIds: true }))).toEqual([]);
  expect(guardPlan(await planAnnotations(client, { '720575940627329912': { note: 'x' } }))).toEqual(
    [],
  );
});

it('finds a value that holds itself invalid', async () => {
  const { client } = stage({ records });
  const loop: Record<string, unknown> = {};
  loop.again = [loop];
  const shared = { a: 1 };
  const plan = await planAnnotations(client, { bodyid: 5, loop, twice: [shared, shared] });
  expect(guardPlan(plan).map(describeProblem)).toEqual([
    'column loop, body 5: the value holds itself',
  ]);
});

it('refuses to write to a record with a time stamp that is no text, unless it gets a new one', async () => {
  const broken = { bodyid: 9, type: 'A', type_user: 17, type_time: 5, side_user: 3 };
  const { client } = stage({ records: [...records, broken] });
  const plan = await planAnnotations(client, [
    { bodyid: 9, note: 'n' },
    { bodyid: 5, note: 'n' },
  ]);
  expect(verdictsOf(plan)).toEqual(['9 note invalid', '5 note add']);
  expect(guardPlan(plan).map(describeProblem)).toEqual([
    expect.stringMatching(/^row 1, body 9: type_time of the body is 5 and no text, and the server/),
  ]);
  expect(toPlanSummary(plan).counts).toMatchObject({ add: 1, invalid: 1 });
  const same = await planAnnotations(client, { bodyid: 9, type: 'A' });
  expect(guardPlan(same)).toEqual([]);
  const mended = { overwrite: ['type'] };
  expect(guardPlan(await planAnnotations(client, { bodyid: 9, type: 'B' }, mended))).toEqual([]);
});

describe('a plan that was edited', () => {
  const edited = async (edit: (text: string) => string) => {
    const { client } = stage({ records });
    const plan = await planAnnotations(
      client,
      [
        { bodyid: 1, type: 'X', note: 'n' },
        { bodyid: 2, side: null, note: 'm' },
      ],
      { overwrite: ['type', 'side'] },
    );
    expect(readPlan(writePlan(plan))).toEqual(plan);
    const text = edit(writePlan(plan));
    expect(text).not.toBe(writePlan(plan));
    return () => readPlan(text, 'x');
  };

  it.each<[string, (text: string) => string, RegExp]>([
    ['guards taken back', (text) => text.replace('"type","side"', '"side"'), /type: its guards/],
    [
      'an add made an overwrite',
      (text) => text.replace('"add"', '"overwrite"'),
      /note: to overwrite/,
    ],
    ['a reserved field', (text) => text.replace('"note"', '"note_user"'), /note_user is reserved/],
    ['a body twice', (text) => text.replace('"bodyid":2', '"bodyid":1'), /body 1 is there twice/],
    ['a value too large', (text) => text.replace('"after":"n"', '"after":1e17'), /last digits/],
    ['a value away', (text) => text.replace('"after":"n",', ''), /note: to add does not go/],
  ])('is refused for %s', async (_name, edit, message) => {
    expect(await edited(edit)).toThrow(message);
    expect(await edited(edit)).toThrow(/Plan again\.$/);
  });
});

it('takes a record, records, an object by id, a map and an async iterable alike', async () => {
  const { client } = stage({ records });
  async function* later() {
    yield { bodyid: 5, type: 'x' };
  }
  const inputs = [
    { bodyid: 5, type: 'x' },
    [{ bodyid: '5', type: 'x' }],
    { 5: { type: 'x' } },
    new Map([[5, { type: 'x' }]]),
    new Set([{ bodyid: 5n, type: 'x' }]),
    later(),
  ];
  for (const input of inputs) {
    const plan = await planAnnotations(client, input as never);
    expect(verdictsOf(plan)).toEqual(['5 type add']);
  }
  await expect(planAnnotations(client, 'text' as never)).rejects.toThrow('not as a string');
});

it('lists everything that is wrong with the input at once', async () => {
  const { client } = stage({ records });
  const plan = await planAnnotations(
    client,
    [
      { bodyid: 0, type: 'x' },
      { bodyid: 2 ** 60, type: 'x' },
      { type: 'x' },
      7,
      { bodyid: 1, type_user: 'me', type: Number.NaN, side: [1, null], id: 2n ** 64n },
      { bodyid: 5, type: 'x' },
      { bodyid: 5, type: 'x' },
      { bodyid: 6, type: 'x' },
      { bodyid: 6, type: 'y' },
      { bodyid: 7, mixed: [1.5, 2n ** 60n], half: '\ud800' },
    ] as never,
    { source: 'input.json' },
  );
  const problems = guardPlan(plan).map(describeProblem);
  expect(problems).toEqual([
    'input.json, row 1: 0 is not a body id: body ids begin at 1',
    'input.json, row 2: 1152921504606847000 is not a body id: a number above 9007199254740991 has lost its last digits; pass it as text or as a bigint',
    'input.json, row 3: the record has no bodyid',
    'input.json, row 4: a record is an object such as { bodyid: 154109, type: "LC10" }, not a number',
    'input.json, row 9, column type, body 6: the body stands in row 8 with type "x", here it is "y"; keep one of them',
    'input.json, row 5, column type_user, body 1: type_user is reserved: the server itself keeps there who set a value and when. Leave it out',
    'input.json, row 5, column type, body 1: NaN is no value that can be written',
    'input.json, row 5, column side, body 1: a list may not hold null: the server would turn it into 0 or an empty text',
    'input.json, row 5, column id, body 1: 18446744073709551616 is beyond 64 bits, and the server would round it; write it as text',
    'input.json, row 10, column mixed, body 7: 1152921504606846976 within a list or an object would be rounded by the server; write it as text',
    'input.json, row 10, column half, body 7: the text holds half of a surrogate pair, which the server would replace',
  ]);
  expect(plan.notices.map(({ message }) => message)).toContain(
    'body 5 stands there again with equal values and is written once (row 7)',
  );
  expect(toPlanSummary(plan).counts.invalid).toBe(11);
});

it('warns of new fields with the nearest name, and refuses them when asked to', async () => {
  const { client } = stage({ records });
  const input = [
    { bodyid: 5, typ: 'x' },
    { bodyid: 6, typ: 'y' },
  ];
  const warned = await planAnnotations(client, input);
  expect(verdictsOf(warned)).toEqual(['5 typ add', '6 typ add']);
  expect(warned.notices.map(({ message }) => message)).toContain(
    'typ is new to the dataset; did you mean type? (2 values)',
  );
  const refused = await planAnnotations(client, input, { knownFields: true });
  expect(guardPlan(refused).map(describeProblem)).toEqual([
    'row 1, column typ, body 5: the dataset has no field typ; did you mean type?',
    'row 2, column typ, body 6: the dataset has no field typ; did you mean type?',
  ]);
  expect(refused.guards).toEqual({ knownFields: true });
});

it('knows the locked version and names the open ones', async () => {
  const { client } = stage({ records });
  const plan = await planAnnotations(client, { bodyid: 1, note: 'x' }, { version: 'v0.1' });
  expect(guardPlan(plan).map(describeProblem)).toEqual([
    `version v0.1 (77a0f1e2d3c4b5a69788796a5b4c3d2e) is locked; open is: v0.2 (${head}); name one as the version`,
  ]);
  expect(plan.target.asked).toBe('v0.1');
});

it('says what was not checked where DVID cannot be reached', async () => {
  const { client } = stage({ records, bodies: [1, 2] });
  const never: typeof fetch = () => new Promise(() => {});
  const plan = await planAnnotations(
    client,
    { bodyid: 99, note: 'x' },
    { dvid: never, dvidTimeout: 5 },
  );
  expect(guardPlan(plan)).toEqual([]);
  expect(plan.notices.map(({ message }) => message)).toEqual(
    expect.arrayContaining([
      'whether the version is open was not checked: DVID cannot be reached from here',
      'existence not checked: no segmentation of the dataset answers for all bodies in time from here',
    ]),
  );
});

it('takes again what stands there of a body that does not exist any more', async () => {
  const { client } = stage({ records: [stamped({ bodyid: 7, type: 'a' })], bodies: [1] });
  const again = await planAnnotations(client, { bodyid: 7, type: 'a' });
  expect([guardPlan(again), again.bodies[0]?.changes]).toEqual([[], []]);
  const other = await planAnnotations(client, { bodyid: 7, type: 'a', note: 'x', more: 'y' });
  expect(guardPlan(other).map(({ rule }) => rule)).toEqual(['missing-body']);
});

it('refuses bodies that do not exist, unless told otherwise', async () => {
  const { client } = stage({ records, bodies: [1, 2] });
  const input = [
    { bodyid: 2, note: 'x' },
    { bodyid: 99, note: 'x' },
  ];
  const plan = await planAnnotations(client, input);
  expect(guardPlan(plan).map(describeProblem)).toEqual([
    'row 2, body 99: the body does not exist in the segmentation; it may have been merged into another',
  ]);
  expect(verdictsOf(plan)).toEqual(['2 note add', '99 note invalid']);
  const allowed = await planAnnotations(client, input, { missingBodies: true });
  expect(guardPlan(allowed)).toEqual([]);
  const asked = await planAnnotations(client, input, {
    bodySizes: async ({ url, bodyids }) => {
      expect(url).toBe(`https://dvid.sandbox.invalid/api/node/${head}/segmentation/sizes`);
      return bodyids.map((bodyid) => (bodyid === 2 ? 64 : 0));
    },
  });
  expect(verdictsOf(asked)).toEqual(['2 note add', '99 note invalid']);
});

it('asks for the role, and can be told not to', async () => {
  const { as } = stage({ records });
  const refused = await planAnnotations(as('rene'), { bodyid: 5, note: 'x' });
  expect(guardPlan(refused).map(({ rule }) => rule)).toEqual(['role']);
  const allowed = await planAnnotations(as('rene'), { bodyid: 5, note: 'x' }, { ignoreRole: true });
  expect(guardPlan(allowed)).toEqual([]);
});

it('limits overwrites, and refuses the run for one protected field when asked to', async () => {
  const { client } = stage({ records });
  const input = [{ bodyid: 1, type: 'X', side: 'R' }];
  const limited = await planAnnotations(client, input, {
    overwrite: ['type', 'side'],
    maxOverwrites: 1,
  });
  expect(guardPlan(limited).map(describeProblem)).toEqual([
    '2 existing values would be replaced or cleared, and at most 1 may be',
  ]);
  const whole = await planAnnotations(client, input, { overwrite: ['type'], allOrNothing: true });
  expect(guardPlan(whole).map(({ rule, refuses, field }) => [rule, refuses, field])).toEqual([
    ['protected', true, 'side'],
  ]);
});

it('refuses a designated user that the server would change', async () => {
  const { client } = stage({ records });
  const plan = await planAnnotations(
    client,
    { bodyid: 5, note: 'x' },
    { designatedUser: 'a+b@example.org' },
  );
  expect(guardPlan(plan).map(({ rule }) => rule)).toEqual(['designated-user']);
});

it('gives up with the error of reading', async () => {
  const { client, sandbox } = stage({ records });
  sandbox.faults.add({ path: '/v2/roles', fault: 'status', status: 500 });
  await expect(planAnnotations(client, { bodyid: 5, note: 'x' })).rejects.toMatchObject({
    code: 'server',
  });
});

it('names row and column of an id that looks rounded', async () => {
  const { client } = stage({ records });
  const table = {
    source: 'ids.csv',
    format: 'csv' as const,
    columns: ['id', 'type'],
    rows: [{ row: 2, cells: ['9007199254740993000', 'x'] }],
  };
  const { problems } = await planAnnotations(client, table, { idColumn: 'id' });
  expect(problems.map(({ rule, row, column }) => [rule, row, column])).toEqual([
    ['rounded-id', 2, 'id'],
  ]);
});

it('a value that has no form in JSON is invalid, and its plan can still be written', async () => {
  const { client } = stage({ records });
  const plan = await planAnnotations(client, { bodyid: 1, size: Number.POSITIVE_INFINITY });
  expect(verdictsOf(plan)).toEqual(['1 size invalid']);
  expect(plan.problems.map(({ rule, field }) => [rule, field])).toEqual([['value', 'size']]);
  expect(readPlan(writePlan(plan)).bodies).toHaveLength(1);
});

it('what stands there already is the same, also when it could not be written anew', async () => {
  const { client } = stage({
    records: ['{"bodyid":4,"parts":[1.5,9007199254740994.0]}'],
  });
  const plan = await planAnnotations(client, { bodyid: 4, parts: [1.5, 9007199254740994n] });
  expect(toPlanSummary(plan).counts).toMatchObject({ same: 1, invalid: 0 });
});

it('finds what the schema does not allow in values that are protected, too', async () => {
  const { client } = stage({
    records,
    dataset: { typing: { bodyAnnotation: { type: 'object' } } },
  });
  const input = [{ bodyid: 1, type: 'wrong', note: 'fine' }];
  const schemaValidator: PlanOptions['schemaValidator'] = () => (record) => [
    ...(record.type === 'wrong' ? [{ field: 'type', message: 'is none of "A", "B"' }] : []),
    // A rule over two values says nothing about one that is not sent.
    ...(record.type && record.note ? [{ field: 'note', message: 'does not go with type' }] : []),
  ];
  const plan = await planAnnotations(client, input, { schemaValidator });
  expect(plan.bodies[0]?.changes.map(({ field, verdict }) => [field, verdict])).toEqual([
    ['type', 'invalid'],
    ['note', 'add'],
  ]);
  expect(guardPlan(plan).map(describeProblem)).toEqual([
    'row 1, column type, body 1: is none of "A", "B", says the dataset\'s schema',
  ]);
  const loose = await planAnnotations(client, input, { schemaValidator, ignoreSchema: true });
  expect(loose.bodies[0]?.changes[0]?.verdict).toBe('protected');
});
