import { expect, it } from 'vitest';
import { suggest } from './suggest.js';

it('finds the name that was meant', () => {
  expect(suggest('hemilinage', ['type', 'hemilineage', 'class'])).toBe('hemilineage');
  expect(suggest('vnc', ['CNS', 'VNC'])).toBe('VNC');
  expect(suggest('Tpye', ['type'])).toBe('type');
});

it('suggests nothing where nothing is near', () => {
  expect(suggest('zz', ['type', 'class'])).toBeUndefined();
  expect(suggest('ab', ['xy'])).toBeUndefined();
  expect(suggest('a', [])).toBeUndefined();
});
