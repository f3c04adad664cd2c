import { expect, it } from 'vitest';
import { nearestName } from './nearestName.js';

it.each([
  ['vnc', ['CNS', 'VNC'], 'VNC'],
  ['hemibrian', ['hemibrain', 'hemi'], 'hemibrain'],
  ['v0.8', ['v0.10', 'v0.9'], 'v0.9'],
  ['x', ['y'], 'y'],
  ['tyep', ['class', 'type'], 'type'],
  ['peyt', ['class', 'type'], undefined],
  ['type', ['class', 'group'], undefined],
  ['', ['a', 'bc'], 'a'],
  ['anything', [], undefined],
])('%j among %j is %j', (name, known, nearest) => {
  expect(nearestName(name, known)).toBe(nearest);
});
