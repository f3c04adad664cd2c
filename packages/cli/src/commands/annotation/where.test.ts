import { expect, it } from 'vitest';
import { toQuery } from './where.js';

it.each<[string[], unknown]>([
  [['type=KC'], { type: ['KC'] }],
  [['class=DN', 'class=AN', 'side=L'], { class: ['DN', 'AN'], side: ['L'] }],
  [['note=a=b'], { note: ['a=b'] }],
  [['note='], { note: [''] }],
  [['note= x'], { note: [' x'] }],
  [['public=true'], { public: ['true', true] }],
  [['x=1.5'], { x: ['1.5', 1.5] }],
  [['x=-3'], { x: ['-3', -3] }],
  [['x=007'], { x: ['007'] }],
  [['x=1e3'], { x: ['1e3'] }],
  [['x=0x5'], { x: ['0x5'] }],
  [['bodyid=5'], { bodyid: ['5'] }],
])('%j', (conditions, query) => {
  expect(toQuery(conditions)).toEqual(query);
});

it('keeps every digit of a large number', () => {
  expect(toQuery(['x=720575940627329911']).x).toEqual(['720575940627329911', 720575940627329911n]);
});

it.each(['type', '=KC', ''])('refuses %j', (condition) => {
  expect(() => toQuery([condition])).toThrow('is no condition');
});
