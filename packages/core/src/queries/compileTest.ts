import type { Test } from './Condition.js';
import { isWhole } from './passesTest.js';
import type { Pattern } from './readPattern.js';

/** A condition as the server takes it. */
export type ServerCondition = string | number | bigint | readonly (string | number | bigint)[];

/** What the server can do about a test of one field. */
export interface CompiledTest {
  /** Conditions of which one must hold; undefined when the server cannot narrow anything. */
  readonly conditions: readonly ServerCondition[] | undefined;
  /** Why the server finds too much, so that the test must be made here; undefined when it does not. */
  readonly reason: string | undefined;
}

const inexact = {
  boolean: 'the server finds no booleans',
  fraction: 'the server finds no fractions',
  negative: 'the server compares without the sign',
  great: 'the server does not find every number of 2^63 and above',
  equals: 'the server compares no whole lists and objects',
  range: 'the server knows no ranges',
  not: 'the server knows no negation',
  many: 'the combinations of these conditions are too many for one request',
} as const;

export type InexactReason = keyof typeof inexact;

export const reasons: Readonly<Record<InexactReason, string>> = inexact;

/** What finds every record that passes a test: too many, perhaps, but none is left out. */
interface Needs {
  readonly texts: string[];
  readonly integers: (number | bigint)[];
  present: boolean;
  absent: boolean;
  reason: string | undefined;
}

/** Compiles the test of one field for the server. Ids are compared exactly by it, up to 2^64 − 1. */
export function compileTest(test: Test, field: string): CompiledTest {
  const needs: Needs = {
    texts: [],
    integers: [],
    present: false,
    absent: false,
    reason: undefined,
  };
  collect(test, needs, field === 'bodyid');
  const { texts, integers, present, absent, reason } = needs;
  if (present && absent) return { conditions: undefined, reason };
  const conditions: ServerCondition[] = [];
  if (present) {
    conditions.push('exists/1');
  } else {
    // Two lists: one of both kinds breaks the server's answer. A list even for one text, because
    // the server reads the escapes of a single one in another way.
    if (texts.length > 0) conditions.push([...new Set(texts)]);
    conditions.push(...integerConditions(integers));
  }
  if (absent) conditions.push('exists/0');
  return { conditions, reason };
}

function collect(test: Test, needs: Needs, isId: boolean): void {
  const narrow = (reason: InexactReason) => {
    needs.present = true;
    needs.reason ??= inexact[reason];
  };
  switch (test.kind) {
    case 'exists':
      needs.present = true;
      break;
    case 'missing':
      needs.absent = true;
      break;
    case 'regex':
      needs.texts.push(expression(test.pattern));
      break;
    case 'any':
      for (const one of test.tests) collect(one, needs, isId);
      break;
    case 'range':
    case 'equals':
      narrow(test.kind);
      break;
    case 'not':
      if (test.test.kind === 'exists') needs.absent = true;
      else if (test.test.kind === 'missing') needs.present = true;
      else {
        needs.absent = true;
        narrow('not');
      }
      break;
    case 'value': {
      const { value } = test;
      if (typeof value === 'string') needs.texts.push(literal(value));
      else if (typeof value === 'boolean') narrow('boolean');
      else if (!isWhole(value)) narrow('fraction');
      else if (!isId && (value >= 2n ** 63n || value < -(2n ** 63n))) narrow('great');
      else {
        needs.integers.push(value);
        if (value < 0) needs.reason ??= inexact.negative;
      }
    }
  }
}

function integerConditions(integers: readonly (number | bigint)[]): ServerCondition[] {
  const distinct = [...new Set(integers)];
  // The server reads a list with an integer of 2^63 or above as a list of fractions.
  const great = distinct.filter((value) => value >= 2n ** 63n);
  const small = distinct.filter((value) => value < 2n ** 63n);
  const [first] = small;
  if (first === undefined) return great;
  return [small.length === 1 ? first : small, ...great];
}

function expression({ server }: Pattern): string {
  return `re/${server}`;
}

/** A text that the server would take for a command is sent as an expression that matches it alone. */
function literal(text: string): string {
  if (!/^(?:re|exists)\//.test(text)) return text;
  return `re/^${text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&')}$`;
}
