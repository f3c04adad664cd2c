import { expect, it } from 'vitest';
import type { PlannedBody, PlannedChange } from '../Plan.js';
import { conditionalFields, type Delivery, toFragments } from './fragments.js';

function delivery(changes: Partial<PlannedChange>[], along?: Record<string, unknown>): Delivery {
  const whole = changes.map((change) => ({
    field: 'type',
    verdict: 'add' as const,
    before: {},
    ...change,
  }));
  const body: PlannedBody = {
    bodyid: 5,
    action: 'write',
    existed: true,
    changes: whole,
    same: 0,
    ...(along ? { along } : {}),
  };
  return { body, changes: whole };
}

it.each<[Partial<PlannedChange>[], Record<string, unknown>[]]>([
  [[{ after: 'A' }], [{ bodyid: 5, type: 'A' }]],
  [[{ verdict: 'clear' }], [{ bodyid: 5, type: null }]],
  [
    [{ after: 'A', stamps: { user: 'ann', time: 't' } }],
    [{ bodyid: 5, type: 'A', type_user: 'ann', type_time: 't' }],
  ],
  // The server stamps a value that changes, whatever null comes with it.
  [
    [{ after: 'A', stamps: { user: 'ann', time: null } }],
    [
      { bodyid: 5, type: 'A', type_user: 'ann' },
      { bodyid: 5, type_time: null },
    ],
  ],
  [
    [
      { after: 'A', stamps: {} },
      { field: 'user', after: 'me', stamps: {} },
    ],
    [
      { bodyid: 5, type: 'A', user: 'me' },
      { bodyid: 5, type_user: null, type_time: null },
    ],
  ],
  // Clearing this field did stamp it.
  [
    [{ field: 'user', before: { user: 'ann', time: 't' }, after: 'me', stamps: {} }],
    [
      { bodyid: 5, user: 'me' },
      { bodyid: 5, user_user: null, user_time: null },
    ],
  ],
  [[{ stamps: {} }], [{ bodyid: 5, type: null, type_user: null, type_time: null }]],
  [
    [{ stamps: { user: '', time: 't' } }],
    [{ bodyid: 5, type: null, type_user: '', type_time: 't' }],
  ],
])('sends %o as %o', (changes, fragments) => {
  expect(toFragments(delivery(changes))).toEqual(fragments);
});

it('sends along what the schema wants, and has the server protect it', () => {
  const with_ = delivery(
    [{ field: 'note', verdict: 'overwrite', before: { value: 'a' }, after: 'b' }],
    { type: 'A' },
  );
  expect(toFragments(with_)).toEqual([{ bodyid: 5, type: 'A', note: 'b' }]);
  expect(conditionalFields([with_])).toBe('type');
});

it('protects the fields that every body of the request only adds to', () => {
  const add = (field: string, more: Partial<PlannedChange> = {}) => ({
    field,
    after: 'x',
    ...more,
  });
  expect(conditionalFields([delivery([add('type'), add('note')]), delivery([add('type')])])).toBe(
    'type,note',
  );
  expect(
    conditionalFields([
      delivery([add('type')]),
      delivery([add('type', { before: { value: 'a' } })]),
    ]),
  ).toBeUndefined();
  expect(
    conditionalFields([
      delivery([add('type', { before: { value: 'a' } })]),
      delivery([add('type')]),
    ]),
  ).toBeUndefined();
  // An empty value counts as present for the server, and a restored one comes with its stamps.
  expect(
    conditionalFields([
      delivery([add('type', { before: { value: '' } }), add('note', { stamps: {} })]),
    ]),
  ).toBeUndefined();
  expect(
    conditionalFields([
      delivery([add('a,b'), add('a&b'), add('a+b'), add('100%'), add('soma side')]),
    ]),
  ).toBe('soma side');
  expect(
    conditionalFields([delivery(Array.from({ length: 500 }, (_, index) => add(`field${index}`)))])
      ?.length,
  ).toBeLessThan(1600);
});
