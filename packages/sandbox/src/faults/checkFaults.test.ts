import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SandboxError } from '../SandboxError.js';
import { checkFaults } from './checkFaults.js';

describe('checkFaults', () => {
  test('takes every member that is documented', () => {
    const faults = [
      {
        target: 'clio',
        method: 'POST',
        path: '/v2/**',
        fault: 'status',
        status: 503,
        headers: { 'Retry-After': '1' },
        body: { detail: 'busy' },
        effect: true,
      },
      { fault: 'delay', ms: 5, count: 1, skip: 2, probability: 0.5, seed: 7 },
      { fault: 'truncate', afterBytes: 100 },
      { fault: 'cut', effect: false },
      { fault: 'cut', afterBytes: 0 },
      { fault: 'hang', target: 'dvid', upstream: true },
      { fault: 'redirect', status: 302, headers: { location: '{{dvid}}/' } },
    ];
    expect(checkFaults(faults)).toEqual(faults);
    expect(checkFaults({ fault: 'hang' })).toEqual([{ fault: 'hang' }]);
  });

  test.each<[string, unknown]>([
    ['', 'hang'],
    ['', null],
    ['/0', [null]],
    ['/0/fault', [{}]],
    ['/fault', { fault: 'explode' }],
    ['/1/fault', [{ fault: 'hang' }, { fault: 5 }]],
    ['/0/stauts', [{ fault: 'status', stauts: 500 }]],
    ['/0/toString', [{ fault: 'hang', toString: 1 }]],
    ['/0/target', [{ fault: 'hang', target: 'server' }]],
    ['/0/target', [{ fault: 'hang', target: 'clio', upstream: true }]],
    ['/0/method', [{ fault: 'hang', method: 'GET POST' }]],
    ['/0/path', [{ fault: 'hang', path: '' }]],
    ['/0/path', [{ fault: 'hang', path: ['/v2'] }]],
    ['/0/status', [{ fault: 'status', status: 99 }]],
    ['/0/status', [{ fault: 'status', status: '500' }]],
    ['/0/status', [{ fault: 'redirect', status: 500 }]],
    ['/0/status', [{ fault: 'hang', status: 500 }]],
    ['/0/headers', [{ fault: 'status', headers: [] }]],
    ['/0/headers/a b', [{ fault: 'status', headers: { 'a b': 'x' } }]],
    ['/0/headers/x', [{ fault: 'status', headers: { x: 'a\r\nb' } }]],
    ['/0/headers/Content-Length', [{ fault: 'status', headers: { 'Content-Length': '3' } }]],
    ['/0/ms', [{ fault: 'delay' }]],
    ['/0/ms', [{ fault: 'delay', ms: -1 }]],
    ['/0/ms', [{ fault: 'status', ms: 5 }]],
    ['/0/afterBytes', [{ fault: 'truncate', afterBytes: 1.5 }]],
    ['/0/effect', [{ fault: 'cut', effect: 'before' }]],
    ['/0/effect', [{ fault: 'cut', effect: false, afterBytes: 5 }]],
    ['/0/effect', [{ fault: 'truncate', effect: true }]],
    ['/0/count', [{ fault: 'hang', count: -1 }]],
    ['/0/skip', [{ fault: 'hang', skip: null }]],
    ['/0/probability', [{ fault: 'hang', probability: 2 }]],
    ['/0/seed', [{ fault: 'hang', seed: 'x' }]],
  ])('names %j', (pointer, faults) => {
    expect(() => checkFaults(faults)).toThrow(SandboxError);
    try {
      checkFaults(faults);
    } catch (error) {
      expect((error as SandboxError).pointer).toBe(pointer);
    }
  });

  test('takes or refuses anything, and never fails otherwise', () => {
    const names = [
      'target',
      'method',
      'path',
      'fault',
      'status',
      'headers',
      'body',
      'ms',
      'afterBytes',
      'effect',
      'count',
      'skip',
      'probability',
      'seed',
      'upstream',
      '__proto__',
    ];
    const member = fc.oneof(
      fc.constantFrom('clio', 'dvid', 'status', 'delay', 'cut', 'GET', '/v2/**', '**'),
      fc.jsonValue(),
    );
    const fault = fc.dictionary(fc.constantFrom(...names), member);
    fc.assert(
      fc.property(fc.oneof(fault, fc.array(fault), fc.jsonValue()), (faults) => {
        try {
          expect(checkFaults(faults)).toBeInstanceOf(Array);
        } catch (error) {
          expect(error).toBeInstanceOf(SandboxError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
