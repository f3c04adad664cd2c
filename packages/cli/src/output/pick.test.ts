import { expect, it } from 'vitest';
import { toJson } from './json.js';
import { pick } from './pick.js';

it.each(['constructor', '__proto__', 'toString', 'type'])(
  'gives null for %s where the record has none, and its value where it has one',
  (field) => {
    expect(toJson(pick({ bodyid: 5 }, ['bodyid', field]))).toBe(`{"bodyid":5,"${field}":null}`);
    const record = Object.fromEntries([
      ['bodyid', 5],
      [field, 1],
    ]);
    expect(toJson(pick(record, [field, 'bodyid']))).toBe(`{"${field}":1,"bodyid":5}`);
  },
);
