import { InputError } from '../errors/InputError.js';
import { toBodyId } from '../integers/toBodyId.js';
import { conditionMark, isCondition, type Test } from './Condition.js';
import { equals } from './equals.js';

/**
 * What is asked of a field, as a test.
 *
 * @param place - names the field in messages.
 * @throws InputError for what no field can be asked for.
 */
export function readTest(condition: unknown, place: string): Test {
  if (!Array.isArray(condition)) return readSingle(condition, place);
  return { kind: 'any', tests: condition.map((item: unknown) => readItem(item, place)) };
}

/** What is asked of `bodyid`, in which a text is an id, too. */
export function readIdTest(condition: unknown): Test {
  const read = (item: unknown): Test => {
    if (isCondition(item)) return withoutTexts(item[conditionMark]);
    try {
      return { kind: 'value', value: toBodyId(item as string) };
    } catch (cause) {
      throw new InputError(`The query asks for an impossible bodyid: ${messageOf(cause)}`, {
        cause,
      });
    }
  };
  return Array.isArray(condition) ? { kind: 'any', tests: condition.map(read) } : read(condition);
}

function readItem(item: unknown, place: string): Test {
  if (Array.isArray(item)) {
    throw new InputError(
      `The query asks ${place} for a list within a list; use equals([…]) for a list as a whole.`,
    );
  }
  return readSingle(item, place);
}

function readSingle(value: unknown, place: string): Test {
  switch (typeof value) {
    case 'string':
      checkText(value, place);
      return { kind: 'value', value };
    case 'boolean':
      return { kind: 'value', value };
    case 'bigint':
      return { kind: 'value', value: toSafe(value) };
    case 'number':
      checkNumber(value, place);
      return { kind: 'value', value };
    case 'object':
      if (value === null) return { kind: 'missing' };
      return isCondition(value) ? value[conditionMark] : equals(value)[conditionMark];
    default:
      throw new InputError(
        `The query asks ${place} for ${typeof value === 'undefined' ? 'undefined; leave the field out, or use missing()' : `a ${typeof value}`}.`,
      );
  }
}

/** Texts go over the wire and come back as UTF-8, which has no halves of characters. */
export function checkText(text: string, place: string): void {
  if (!/\p{Surrogate}/u.test(text)) return;
  throw new InputError(
    `The query holds half a character in ${place}, which no text on the server does.`,
  );
}

function checkNumber(value: number, place: string): void {
  if (!Number.isFinite(value)) {
    throw new InputError(`The query asks ${place} for ${value}, which no field holds.`);
  }
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new InputError(
      `The query asks ${place} for the number ${value}, which has lost its last digits; pass a bigint.`,
    );
  }
}

/** Numbers never match a regular expression: a condition that finds nothing is a mistake. */
function withoutTexts(test: Test): Test {
  if (test.kind === 'regex') {
    throw new InputError('A bodyid is a number, which no regular expression matches.');
  }
  if (test.kind === 'any') return { kind: 'any', tests: test.tests.map(withoutTexts) };
  if (test.kind === 'not') return { kind: 'not', test: withoutTexts(test.test) };
  if (test.kind !== 'value') return test;
  return { kind: 'value', value: toBodyId(test.value as string) };
}

function toSafe(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
