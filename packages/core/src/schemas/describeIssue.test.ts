import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { describeIssue } from './describeIssue.js';
import { openObject } from './openObject.js';

const schema = z.strictObject({
  text: z.string(),
  list: z.array(z.int()),
  choice: z.enum(['x', 'y']),
  either: z.union([z.string(), z.number()]),
  full: z.string().check(z.minLength(1)),
  'odd name': z.boolean(),
  open: openObject,
});
const right = {
  text: 'a',
  list: [1],
  choice: 'x',
  either: 1,
  full: 'a',
  'odd name': true,
  open: {},
};

it.each([
  [null, '', 'an object'],
  [{ ...right, text: 1 }, 'text', 'text'],
  [{ ...right, list: [1, 1.5] }, 'list[1]', 'a whole number'],
  [{ ...right, list: {} }, 'list', 'a list'],
  [{ ...right, choice: 'z' }, 'choice', '"x" or "y"'],
  [{ ...right, either: null }, 'either', 'text or a number'],
  [{ ...right, full: '' }, 'full', 'text that is not empty'],
  [{ ...right, 'odd name': 1 }, '["odd name"]', 'a boolean'],
  [{ ...right, open: [] }, 'open', 'an object'],
  [{ ...right, more: 1, other: 2 }, '', 'no "more", "other"'],
])('%j', (value, place, expected) => {
  const result = schema.safeParse(value);
  if (result.success) throw new Error('It passed.');
  expect(describeIssue(result.error)).toEqual({ place, expected });
});
