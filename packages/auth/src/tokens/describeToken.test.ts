import { expect, it } from 'vitest';
import { jwt, seconds } from '../../test/jwt.js';
import { describeToken } from './describeToken.js';

it('knows an opaque key', () => {
  expect(describeToken('0123456789abcdef'.repeat(4))).toEqual({ kind: 'opaque' });
});

it('reads what a JSON Web Token says', () => {
  const token = jwt({
    exp: seconds('2026-12-01T00:00:00Z'),
    email: 'zoë@lab.org',
    iss: 'flyem-clio-store',
  });
  expect(describeToken(token)).toEqual({
    kind: 'jwt',
    expiresAt: new Date('2026-12-01T00:00:00Z'),
    email: 'zoë@lab.org',
    issuer: 'flyem-clio-store',
  });
});

it('reads a token without a signature (alg: none)', () => {
  const token = jwt({ exp: 1.5, email: 'a@b.c' }, { alg: 'none' }, '');
  expect(describeToken(token)).toEqual({
    kind: 'jwt',
    expiresAt: new Date(1500),
    email: 'a@b.c',
  });
});

it('leaves out claims of another type, or beyond what a date holds', () => {
  expect(describeToken(jwt({ exp: '5', email: 7, iss: null }))).toEqual({ kind: 'jwt' });
  expect(describeToken(jwt({ exp: 1e300 }))).toEqual({ kind: 'jwt' });
});

it.each([
  ['empty', ''],
  ['63 digits', 'a'.repeat(63)],
  ['three words', 'not.a.token'],
  ['a claims part that is no object', `${btoa('{}')}.${btoa('[1]')}.x`.replaceAll('=', '')],
  ['a header part that is no JSON', `${btoa('{')}.${btoa('{}')}.x`.replaceAll('=', '')],
  ['two parts', jwt({}).split('.').slice(0, 2).join('.')],
  ['bytes that are no text', `e30.${Buffer.from([0x22, 0xff, 0x22]).toString('base64url')}.x`],
])('calls anything else unknown: %s', (_, token) => {
  expect(describeToken(token)).toEqual({ kind: 'unknown' });
});
