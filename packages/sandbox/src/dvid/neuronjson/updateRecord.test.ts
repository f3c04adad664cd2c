import { describe, expect, test } from 'vitest';
import { readFields, writeFields } from './fields.js';
import { updateRecord } from './updateRecord.js';

const T0 = '2020-10-10T10:10:10Z';
const T1 = '2026-11-23T00:00:00Z';
const stored = { bodyid: 1, type: 'A', type_user: 'alice', type_time: T0 };

interface Options {
  readonly replace?: boolean;
  readonly conditionals?: readonly string[];
}

function update(before: object | undefined, posted: object, options: Options = {}): unknown {
  const fields = readFields(JSON.stringify(posted));
  const orig = before && readFields(JSON.stringify(before));
  updateRecord(fields, orig, {
    user: 'bob',
    time: T1,
    conditionals: options.conditionals ?? [],
    replace: options.replace ?? false,
  });
  return JSON.parse(writeFields(fields));
}

describe('updateRecord', () => {
  test.each<[object, object, Options?]>([
    [{ type: 'A' }, stored],
    [{ type: 'B' }, { ...stored, type: 'B', type_user: 'bob', type_time: T1 }],
    [
      { type: 'A', type_user: 'carol' },
      { ...stored, type_user: 'carol' },
    ],
    [
      { type: 'B', type_user: 'carol' },
      { ...stored, type: 'B', type_user: 'carol', type_time: T1 },
    ],
    [
      { type: 'B', type_time: 'x' },
      { ...stored, type: 'B', type_user: 'bob', type_time: 'x' },
    ],
    [{ type_user: 'carol' }, { ...stored, type_user: 'carol' }],
    [{ type: null }, { bodyid: 1, type_user: 'bob', type_time: T1 }],
    [
      { type: null, type_user: null },
      { bodyid: 1, type_time: T1 },
    ],
    [
      { type: null, type_user: '', type_time: '' },
      { bodyid: 1, type_user: '', type_time: '' },
    ],
    [
      { type_user: null, type_time: null },
      { bodyid: 1, type: 'A' },
    ],
    [{ ghost: null }, { ...stored, ghost_user: 'bob', ghost_time: T1 }],
    [{ user: null }, { ...stored, user_user: 'bob', user_time: T1 }],
    [{ '': 1 }, { ...stored, '': 1, _user: 'bob', _time: T1 }],
    [{ x: 1 }, { bodyid: 1, x: 1, x_user: 'bob', x_time: T1 }, { replace: true }],
    [{ type: 'A' }, stored, { replace: true }],
    [{ p_user: 'z' }, { bodyid: 1, p_user: 'z' }, { replace: true }],
    [{ user: 'me' }, { bodyid: 1, user: 'me', user_user: 'bob', user_time: T1 }, { replace: true }],
    [{ type: 'B' }, stored, { conditionals: ['type'] }],
    [{ type: null }, { bodyid: 1, type_user: 'bob', type_time: T1 }, { conditionals: ['type'] }],
    [
      { type: 'B', type_user: 'carol' },
      { ...stored, type: 'B', type_user: 'bob', type_time: T1 },
      { conditionals: ['type_user'] },
    ],
    [{ type_user: 'carol' }, stored, { conditionals: ['type_user'] }],
  ])('%j into a stored record', (posted, expected, options) => {
    expect(update(stored, { bodyid: 1, ...posted }, options)).toEqual(expected);
  });

  test.each<[object, object]>([
    [{ x_user: 'frank' }, { x_user: 'frank', x_time: T1 }],
    [{ x_time: '2001' }, { x_time: '2001' }],
    [{ first: null }, { first_user: 'bob', first_time: T1 }],
    [
      { user: 'me', a: 1, a_user: '' },
      { user: 'me', a: 1, a_user: '', a_time: T1 },
    ],
  ])('%j as a first write', (posted, expected) => {
    expect(update(undefined, { bodyid: 1, ...posted })).toEqual({ bodyid: 1, ...expected });
  });

  test('a double counts as changed, for the store gives it back as an integer', () => {
    const fields = readFields('{"bodyid":1,"x":1.0}');
    updateRecord(fields, readFields('{"bodyid":1,"x":1,"x_time":"before","x_user":"ann"}'), {
      user: 'bob',
      time: T1,
      conditionals: [],
      replace: false,
    });
    expect(JSON.parse(writeFields(fields))).toEqual({ bodyid: 1, x: 1, x_time: T1, x_user: 'bob' });
  });
});
