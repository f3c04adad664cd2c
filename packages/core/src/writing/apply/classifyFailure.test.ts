import { expect, it } from 'vitest';
import { InputError } from '../../errors/InputError.js';
import { NetworkError, TimeoutError } from '../../errors/NetworkError.js';
import {
  AuthenticationError,
  InvalidRequestError,
  PermissionError,
  RateLimitError,
  ResponseError,
  ServerError,
} from '../../errors/ResponseError.js';
import { classifyFailure, isPassing, words } from './classifyFailure.js';

const facts = (status: number, detail?: string) => ({
  method: 'POST',
  url: 'https://clio.invalid/',
  status,
  detail,
});
const one = 'Error in writing bodyid 4, status 500, https://dvid.invalid/key/4: broken';
const remedy = { remedy: 'Log in.', source: 'a test' };

it.each([
  ['a time-out', new TimeoutError('late', facts(0)), 'uncertain', true],
  ['a broken connection', new NetworkError('gone', facts(0)), 'uncertain', false],
  ['429', new RateLimitError('busy', facts(429)), 'declined', true],
  ['503', new ServerError('busy', facts(503)), 'declined', true],
  ['504', new ServerError('late', facts(504)), 'uncertain', true],
  ['500', new ServerError('broken', facts(500)), 'uncertain', false],
  ['502', new ServerError('broken', facts(502)), 'uncertain', false],
  ['a redirect', new ResponseError('elsewhere', facts(302)), 'uncertain', false],
  ['400', new InvalidRequestError('no', facts(400, 'no')), 'rejected', false],
  [
    '400 of a locked version',
    new InvalidRequestError('no', facts(400, 'locked node')),
    'stop',
    false,
  ],
  ['500 of one record', new ServerError('broken', facts(500, one)), 'rejected', false],
  ['401 of one record', new AuthenticationError('no', facts(401, one), remedy), 'rejected', false],
  ['503 of one record', new ServerError('busy', facts(503, one)), 'declined', true],
  ['401', new AuthenticationError('no', facts(401), remedy), 'stop', false],
  ['403', new PermissionError('no', facts(403)), 'stop', false],
  ['what is wrong with the request', new InputError('no'), 'stop', false],
  ['anything else', new Error('a bug'), 'stop', false],
] as const)('takes %s as it is', (_name, error, kind, overload) => {
  expect(classifyFailure(error)).toMatchObject({ kind, overload, error });
});

it.each([
  ['429', new RateLimitError('busy', facts(429)), false],
  ['503', new ServerError('busy', facts(503)), true],
  ['401', new AuthenticationError('no', facts(401), remedy), false],
  ['an unknown error', new Error('a bug'), true],
])('knows whether anything may have been carried out: %s', (_name, error, carriedOut) => {
  expect(classifyFailure(error).carriedOut).toBe(carriedOut);
});

it('tries one record again that the server failed on, and not one that it refused', () => {
  expect(isPassing(classifyFailure(new ServerError('broken', facts(500, one))))).toBe(true);
  expect(isPassing(classifyFailure(new InvalidRequestError('no', facts(400, 'no'))))).toBe(false);
});

it('names one body of a request for many', () => {
  const url = 'https://clio.invalid/neurons/id-number';
  expect(words(new Error(`GET ${url}/5000,5001,5002: nothing answers.`))).toBe(
    `GET ${url}/5000,…: nothing answers.`,
  );
  expect(words(new Error(`GET ${url}/5000: nothing answers.`))).toBe(
    `GET ${url}/5000: nothing answers.`,
  );
});
