import { expect, test } from 'vitest';
import { pathGlob } from './pathGlob.js';

test.each([
  ['/v2/datasets', '/v2/datasets', true],
  ['/v2/datasets', '/v2/datasets/MB', false],
  ['/v2/*', '/v2/datasets', true],
  ['/v2/*', '/v2/datasets/MB', false],
  ['/v2/**', '/v2/json-annotations/MB/neurons/id-number/1,2', true],
  ['**', '/', true],
  ['**/all', '/v2/json-annotations/MB/neurons/all', true],
  ['**/all', '/v2/json-annotations/MB/neurons/fields', false],
  ['/v2/json-annotations/*/neurons', '/v2/json-annotations/manc:v1.0/neurons', true],
  ['/v2/json-annotations/manc:v1.0/neurons', '/v2/json-annotations/manc%3Av1.0/neurons', true],
  ['/v2/json-annotations/manc%3Av1.0/neurons', '/v2/json-annotations/manc%3Av1.0/neurons', true],
  ['/v2/{kv,roles}', '/v2/roles', true],
  ['/v2/.hidden', '/v2/.hidden', true],
  ['/v2/*', '/v2/.hidden', true],
  ['/a(b)', '/a(b)', true],
  ['/**', '/%zz', true],
])('%s on %s: %s', (glob, path, fits) => {
  expect(pathGlob(glob)(path)).toBe(fits);
});
