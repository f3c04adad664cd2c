import {
  type AuthStrategy,
  CredentialUnavailableError,
  InputError,
  NetworkError,
} from '@clio/core';
import { describe, expect, it, vi } from 'vitest';
import { server } from '../../test/jwt.js';
import { chainAuth } from './chainAuth.js';
import { staticAuth } from './staticAuth.js';

const nothing =
  (message: string, remedy = 'Do this.'): AuthStrategy =>
  async () => {
    throw new CredentialUnavailableError(`${message} ${remedy}`, { remedy });
  };

describe('chainAuth', () => {
  it('takes the first strategy that has something', async () => {
    const last = vi.fn(staticAuth('two'));
    const auth = chainAuth([nothing('No a.'), staticAuth('one'), last]);
    expect(await auth({ server })).toMatchObject({ token: 'one' });
    expect(last).not.toHaveBeenCalled();
  });

  it('names all that it tried, and says one thing to do', async () => {
    const auth = chainAuth([nothing('No a.'), nothing('No b.', 'Do that.')], { remedy: 'Log in.' });
    const error = await auth({ server }).catch((e) => e);
    expect(error).toBeInstanceOf(CredentialUnavailableError);
    expect(error).toMatchObject({ message: 'No a. No b. Log in.', remedy: 'Log in.' });
    expect(error.cause.errors).toHaveLength(2);
  });

  it('stops at any other error', async () => {
    const broken: AuthStrategy = async () => {
      throw new NetworkError('No network.', { method: 'POST', url: server });
    };
    const last = vi.fn(staticAuth('two'));
    await expect(chainAuth([broken, last])({ server })).rejects.toThrow('No network.');
    expect(last).not.toHaveBeenCalled();
  });

  it('asks after a refusal only the strategy whose credential was refused', async () => {
    let has = true;
    const first: AuthStrategy = async () => {
      if (!has) throw new CredentialUnavailableError('Gone. x', { remedy: 'x' });
      return { kind: 'bearer', token: 'one', source: 'first' };
    };
    const last = vi.fn(staticAuth('two'));
    const auth = chainAuth([first, last]);
    const rejected = await auth({ server });
    expect(await auth({ server, rejected })).toMatchObject({ token: 'one' });
    has = false;
    await expect(auth({ server, rejected })).rejects.toThrow('Gone.');
    expect(last).not.toHaveBeenCalled();
  });

  it('refuses an empty list', () => {
    expect(() => chainAuth([])).toThrow(InputError);
  });
});
