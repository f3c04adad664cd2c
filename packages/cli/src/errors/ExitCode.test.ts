import { expect, it } from 'vitest';
import { type ExitCode, strongest } from './ExitCode.js';

it.each([
  [[], 0],
  [[0, 0], 0],
  [[0, 5], 5],
  [[5, 6], 6],
  [[6, 7], 7],
  [[7, 4], 4],
  [[4, 3, 5, 6, 7], 3],
  [[1, 5], 5],
  [[0, 1], 1],
] as [ExitCode[], ExitCode][])('of %j, %j counts', (codes, expected) => {
  expect(strongest(codes)).toBe(expected);
});
