import type { Bounds, Test } from './Condition.js';

const lowestInt64 = -(2n ** 63n);
const highestInt64 = 2n ** 63n - 1n;

/** Whether what a field holds passes a test; undefined is a field that is not there. */
export function passesTest(test: Test, held: unknown): boolean {
  const absent = held === undefined || held === null;
  switch (test.kind) {
    case 'exists':
      return !absent;
    case 'missing':
      return absent;
    case 'not':
      return !passesTest(test.test, held);
    case 'any':
      return test.tests.some((one) => passesTest(one, held));
    case 'equals':
      return !absent && sameValue(test.value, held);
    case 'regex': {
      const { client } = test.pattern;
      return texts(held).some((text) => client.test(text));
    }
    case 'range':
      return elements(held).some((value) => isInside(value, test.bounds));
    case 'value':
      return !absent && holdsValue(test.value, held);
  }
}

function holdsValue(value: string | number | bigint | boolean, held: unknown): boolean {
  if (typeof value === 'string') return texts(held).includes(value);
  // The server looks into lists of whole numbers only; what it cannot find at all, is found anywhere.
  const candidates = isWhole(value) ? wholes(held) : elements(held);
  return candidates.some((candidate) => sameScalar(value, candidate));
}

function elements(held: unknown): readonly unknown[] {
  return Array.isArray(held) ? held : [held];
}

/** A text, or a list of texts and nothing else. */
function texts(held: unknown): readonly string[] {
  const all = elements(held);
  return all.every((item) => typeof item === 'string') ? (all as string[]) : [];
}

/** A whole number, or a list of whole numbers of 64 bits and nothing else. */
function wholes(held: unknown): readonly unknown[] {
  if (!Array.isArray(held)) return isWhole(held) ? [held] : [];
  const whole = (item: unknown) =>
    isWhole(item) && (item as bigint) >= lowestInt64 && (item as bigint) <= highestInt64;
  return held.every(whole) ? held : [];
}

export function isWhole(value: unknown): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
}

/** Equality across both forms of an integer. */
function sameScalar(a: unknown, b: unknown): boolean {
  if (isNumeric(a) && isNumeric(b)) return !(a < b) && !(a > b);
  return a === b;
}

function isNumeric(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function isInside(value: unknown, { min, max, above, below }: Bounds): boolean {
  const sample = min ?? max ?? above ?? below;
  const comparable = typeof sample === 'string' ? typeof value === 'string' : isNumeric(value);
  if (!comparable) return false;
  const held = value as number;
  return (
    (min === undefined || held >= (min as number)) &&
    (max === undefined || held <= (max as number)) &&
    (above === undefined || held > (above as number)) &&
    (below === undefined || held < (below as number))
  );
}

/** Equality of JSON values, whatever the order of keys. */
function sameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  }
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a).filter((key) => a[key] !== undefined);
    return (
      keys.length === Object.keys(b).length &&
      keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key]))
    );
  }
  return sameScalar(a, b);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
