import { child } from '../json/plain.js';
import { SandboxError } from '../SandboxError.js';
import type { Fault } from './Fault.js';

const kinds = ['status', 'delay', 'truncate', 'cut', 'hang', 'redirect'] as const;
const answering = ['status', 'redirect'];

/** What each member must be, and which kinds of fault know it. */
const rules: Readonly<Record<keyof Fault, { check: Check; kinds?: readonly string[] }>> = {
  target: { check: oneOf('clio', 'dvid') },
  method: { check: matching(/^[A-Za-z]+$/, 'a method such as "POST"') },
  path: { check: glob },
  fault: { check: oneOf(...kinds) },
  status: { check: whole(200, 599), kinds: answering },
  headers: { check: headers, kinds: answering },
  body: { check: () => undefined, kinds: answering },
  ms: { check: number(0, 2 ** 31 - 1), kinds: ['delay'] },
  afterBytes: { check: whole(0), kinds: ['truncate', 'cut'] },
  effect: { check: flag, kinds: ['status', 'redirect', 'cut', 'hang'] },
  count: { check: whole(0) },
  skip: { check: whole(0) },
  probability: { check: number(0, 1) },
  seed: { check: number() },
  upstream: { check: flag },
};

/** What is wrong with a value, or nothing. */
type Check = (value: unknown, at: string) => string | undefined;

/**
 * Reads faults from data that came from anywhere: a list, or a single one.
 *
 * @throws SandboxError with the JSON pointer of what is wrong
 */
export function checkFaults(value: unknown): Fault[] {
  if (Array.isArray(value)) return value.map((fault, i) => checkFault(fault, `/${i}`));
  if (isObject(value)) return [checkFault(value, '')];
  throw new SandboxError('The faults are neither a list nor an object.');
}

function checkFault(value: unknown, at: string): Fault {
  if (!isObject(value)) throw new SandboxError('is no object', at);
  for (const [name, member] of Object.entries(value)) {
    const here = child(at, name);
    const rule = Object.hasOwn(rules, name) ? rules[name as keyof Fault] : undefined;
    if (rule === undefined) {
      throw new SandboxError(`is none of ${Object.keys(rules).join(', ')}`, here);
    }
    if (member === undefined) continue;
    const problem = rule.check(member, here);
    if (problem !== undefined) throw new SandboxError(problem, here);
  }
  const fault = value as unknown as Fault;
  if (fault.fault === undefined) throw new SandboxError('is missing', `${at}/fault`);
  for (const name of Object.keys(value) as (keyof Fault)[]) {
    const known = rules[name].kinds;
    if (known !== undefined && fault[name] !== undefined && !known.includes(fault.fault)) {
      throw new SandboxError(
        `means nothing for a ${fault.fault}, only for ${known.join(', ')}`,
        `${at}/${name}`,
      );
    }
  }
  if (fault.fault === 'delay' && fault.ms === undefined) {
    throw new SandboxError('is missing', `${at}/ms`);
  }
  const status = fault.status ?? 307;
  if (fault.fault === 'redirect' && (status < 300 || status > 399)) {
    throw new SandboxError(`is ${status}, no status of a redirect`, `${at}/status`);
  }
  if (fault.fault === 'cut' && fault.afterBytes !== undefined && fault.effect === false) {
    throw new SandboxError(
      'stands beside afterBytes, which is in the answer to a request that took effect',
      `${at}/effect`,
    );
  }
  if (fault.upstream === true && fault.target === 'clio') {
    throw new SandboxError(
      'is clio, but clio-store sends its own requests to dvid',
      `${at}/target`,
    );
  }
  return { ...fault };
}

function oneOf(...words: readonly string[]): Check {
  return (value) =>
    words.includes(value as string)
      ? undefined
      : `is none of ${words.map((word) => `"${word}"`).join(', ')}`;
}

function matching(pattern: RegExp, wanted: string): Check {
  return (value) =>
    typeof value === 'string' && pattern.test(value) ? undefined : `is not ${wanted}`;
}

function glob(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return 'is no glob';
  return value.length <= 2000 ? undefined : 'is longer than 2000 characters';
}

function whole(from: number, to = Number.MAX_SAFE_INTEGER): Check {
  return (value) =>
    Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to
      ? undefined
      : `is no whole number ${range(from, to)}`;
}

function number(from = -Infinity, to = Infinity): Check {
  return (value) =>
    typeof value === 'number' && Number.isFinite(value) && value >= from && value <= to
      ? undefined
      : `is no number ${range(from, to)}`;
}

function range(from: number, to: number): string {
  if (from === -Infinity) return 'that is finite';
  return to > 2 ** 32 ? `from ${from} on` : `from ${from} to ${to}`;
}

function flag(value: unknown): string | undefined {
  return typeof value === 'boolean' ? undefined : 'is neither true nor false';
}

/** A header that HTTP cannot carry would break the connection and not the answer. */
function headers(value: unknown, at: string): string | undefined {
  if (!isObject(value)) return 'is no object';
  for (const [name, text] of Object.entries(value)) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
      throw new SandboxError('is no name of a header', child(at, name));
    }
    if (/^(content-length|transfer-encoding|connection)$/i.test(name)) {
      throw new SandboxError('is set by the server itself', child(at, name));
    }
    if (typeof text !== 'string' || !/^[\t\x20-\x7e\x80-\xff]*$/.test(text)) {
      throw new SandboxError('is no value of a header', child(at, name));
    }
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
