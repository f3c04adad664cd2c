import { expect, test } from 'vitest';
import { type Aim, createFaultList } from './faultList.js';

const aim: Aim = {
  target: 'clio',
  method: 'GET',
  path: '/v2/datasets?templates=true',
  upstream: false,
};
const certain = () => createFaultList(() => 0);

test('the first that fits applies; what is left out fits anything', () => {
  const faults = certain();
  faults.add([
    { target: 'dvid', fault: 'hang' },
    { method: 'POST', fault: 'hang' },
    { path: '/v2/roles', fault: 'hang' },
    { target: 'clio', method: 'get', path: '/v2/datasets', fault: 'status', status: 503 },
    { fault: 'cut' },
  ]);
  expect(faults.take(aim)).toMatchObject({ fault: 'status' });
  expect(faults.take({ ...aim, path: '/' })).toMatchObject({ fault: 'cut' });
});

test('count is used up, skip lets pass, and both let the next one have its turn', () => {
  const faults = certain();
  faults.add({ fault: 'status', status: 500, skip: 1, count: 2 });
  faults.add({ fault: 'hang', count: 1 });
  expect([1, 2, 3, 4].map(() => faults.take(aim)?.fault)).toEqual([
    'hang',
    'status',
    'status',
    undefined,
  ]);
  expect(faults.list).toEqual([]);
});

test('a count of 0 never applies', () => {
  const faults = certain();
  faults.add({ fault: 'hang', count: 0 });
  expect(faults.take(aim)).toBeUndefined();
});

test('the list tells what is left', () => {
  const faults = certain();
  faults.add({ fault: 'hang', skip: 1, count: 5 });
  faults.take(aim);
  faults.take(aim);
  expect(faults.list).toEqual([{ fault: 'hang', skip: 0, count: 4 }]);
});

test('probability: with a seed always the same, of about the share that was asked for', () => {
  const fall = (seed: number) => {
    const faults = createFaultList(() => expect.unreachable());
    faults.add({ fault: 'hang', probability: 0.3, seed });
    return Array.from({ length: 1000 }, () => faults.take(aim) !== undefined);
  };
  expect(fall(7)).toEqual(fall(7));
  expect(fall(7)).not.toEqual(fall(8));
  expect(fall(7).filter(Boolean).length).toBeGreaterThan(240);
  expect(fall(7).filter(Boolean).length).toBeLessThan(360);
});

test('probability 0 never applies and 1 always', () => {
  const faults = createFaultList(Math.random);
  faults.add({ fault: 'hang', probability: 0 });
  expect(faults.take(aim)).toBeUndefined();
  faults.add({ fault: 'cut', probability: 1 });
  expect(faults.take(aim)).toMatchObject({ fault: 'cut' });
});

test('a fault upstream meets only what clio-store itself sends', () => {
  const faults = certain();
  faults.add({ fault: 'status', upstream: true });
  expect(faults.take({ ...aim, target: 'dvid' })).toBeUndefined();
  expect(faults.take({ ...aim, target: 'dvid', upstream: true })).toBeDefined();
});

test('a list with one wrong fault adds none', () => {
  const faults = certain();
  expect(() => faults.add([{ fault: 'hang' }, { fault: 'delay' }])).toThrow(/^\/1\/ms is missing/);
  expect(faults.list).toEqual([]);
});
