import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { describeIssue } from './describeIssue.js';
import { textRecord } from './textRecord.js';

const zod = z.record(z.string(), z.string());

it.each([{}, { a: 'b', c: '' }, [], null, undefined, 'text', 7, { a: 1 }, { a: 'b', c: null }])(
  'judges %j as zod does, in the same words',
  (value) => {
    const [mine, theirs] = [textRecord.safeParse(value), zod.safeParse(value)];
    expect(mine.success).toBe(theirs.success);
    if (mine.success) expect(mine.data).toEqual(theirs.data);
    else if (!theirs.success)
      expect(describeIssue(mine.error)).toEqual(describeIssue(theirs.error));
  },
);
