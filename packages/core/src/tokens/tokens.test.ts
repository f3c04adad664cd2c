import { describe, expect, it } from 'vitest';
import { failureOf, stage } from '../../test/staged.js';
import { AuthenticationError, PermissionError } from '../errors/ResponseError.js';
import { fetchRoles } from '../roles/fetchRoles.js';
import { createToken } from './createToken.js';
import { toToken } from './toToken.js';

describe('createToken', () => {
  it('gives another token of the same user', async () => {
    const { as } = stage();
    const token = await createToken(as('ed'));
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    expect((await fetchRoles(as(token))).email).toBe('ed@lab.example');
    expect(await createToken(as('ed'))).not.toBe(token);
  });

  it('is asked for once, whatever the answer', async () => {
    const { as, sandbox } = stage();
    sandbox.faults.add({ path: '/v2/server/token', fault: 'status', status: 503 });
    await failureOf(createToken(as('ed', 'VNC', { retry: 3 })));
    expect(sandbox.requests).toHaveLength(1);
  });

  it('is refused to a service account, and with a wrong token', async () => {
    const { as } = stage();
    const refused = await failureOf(createToken(as('robot')));
    expect(refused).toBeInstanceOf(PermissionError);
    expect(refused).toMatchObject({ detail: 'You do not have permission to perform this action.' });
    expect(await failureOf(createToken(as('nobody')))).toBeInstanceOf(AuthenticationError);
  });
});

describe('toToken', () => {
  it.each([
    ['abc', 'abc'],
    [' abc\n', 'abc'],
    ['Bearer abc', 'abc'],
    ['bearer  abc', 'abc'],
    ['BEARER\tabc', 'abc'],
    ['Authorization: Bearer abc', 'abc'],
    ['"abc"', 'abc'],
    ["'abc'\r\n", 'abc'],
    ['"Bearer abc"', 'Bearer abc'],
    ['Bearer "abc"', 'abc'],
    ['Bearerabc', 'Bearerabc'],
    ['eyJ.x-_.y', 'eyJ.x-_.y'],
  ])('%j', (text, token) => {
    if (token.includes(' ')) expect(() => toToken(text)).toThrow(/blank/);
    else expect(toToken(text)).toBe(token);
  });

  it.each(['', ' ', 'Bearer', 'Bearer ', '""'])('refuses %j as empty', (text) => {
    expect(() => toToken(text)).toThrowError(
      expect.objectContaining({ code: 'input', message: 'The token is empty.' }),
    );
  });

  it.each(['s3cr3t s3cr3t', 's3cr3t\ns3cr3t', 's3cr3t\u0000', 's3cr3té', 's3cr3t…'])(
    'refuses %j without showing it',
    (text) => {
      expect(() => toToken(text)).toThrowError(/Copy it again/);
      expect(() => toToken(text)).not.toThrowError(/s3cr3t/);
    },
  );
});
