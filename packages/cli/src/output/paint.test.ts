import { expect, it } from 'vitest';
import { createPaint } from './paint.js';

const colours = (facts: Parameters<typeof createPaint>[0]) =>
  createPaint(facts)('red', 'x') !== 'x';

it.each([
  [true, {}, undefined, true],
  [false, {}, undefined, false],
  [true, { NO_COLOR: '1' }, undefined, false],
  [true, { NO_COLOR: '' }, undefined, true],
  [true, { CLICOLOR: '0' }, undefined, false],
  [false, { CLICOLOR_FORCE: '1' }, undefined, true],
  [false, { CLICOLOR_FORCE: '0' }, undefined, false],
  [true, { TERM: 'dumb' }, undefined, false],
  [false, { NO_COLOR: '1', CLICOLOR_FORCE: '1' }, undefined, false],
  [false, { NO_COLOR: '1' }, 'always', true],
  [true, {}, 'never', false],
  [true, {}, 'auto', true],
  [true, {}, undefined, false, 'never'],
  [false, {}, undefined, true, 'always'],
  [false, {}, 'never', false, 'always'],
  [true, {}, 'auto', true, 'never'],
  [true, { NO_COLOR: '1' }, undefined, false, 'always'],
  [false, { CLICOLOR_FORCE: '1' }, undefined, true, 'never'],
] as const)('terminal %j, %j, --color %s: %j', (isTTY, env, when, expected, setting?: string) => {
  expect(colours({ isTTY, env, when, setting })).toBe(expected);
});
