import { InputError } from '@clio/core';
import { expect, it } from 'vitest';
import { memoryTokenStore } from './memoryTokenStore.js';
import { serverOrigin } from './serverOrigin.js';

it('keeps one token for each server', async () => {
  const store = memoryTokenStore();
  await store.save('https://a.org', { token: 'one' });
  await store.save('https://b.org', { token: 'two' });
  await store.save('https://a.org', { token: 'three' });
  await store.clear('https://b.org');
  await store.clear('https://c.org');
  expect(await store.load('https://a.org')).toEqual({ token: 'three' });
  expect(await store.load('https://b.org')).toBeUndefined();
});

it.each([
  ['https://clio.example.org', 'https://clio.example.org'],
  ['https://CLIO.example.org:443/api/?x#y', 'https://clio.example.org'],
  ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
])('%s belongs to %s', (address, origin) => {
  expect(serverOrigin(address)).toBe(origin);
});

it.each(['', 'clio.example.org', 'file:///etc', 'localhost:8000'])('refuses %j', (address) => {
  expect(() => serverOrigin(address)).toThrow(InputError);
});
