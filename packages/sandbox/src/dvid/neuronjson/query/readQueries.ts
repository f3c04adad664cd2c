import type { RE2JS } from 're2js';
import { readBody } from '../../../json/goBody.js';
import { isInt64, isUint64 } from '../../../json/goNumbers.js';
import { kindOf, rawElements, rawMembers, unquoteJson } from '../../../json/goRaw.js';
import { compileRegex } from '../../../json/goRegex.js';
import { encodeText } from '../../../json/goText.js';
import { canonicalValue } from '../canonicalValue.js';
import type { Condition, Pattern, Query } from './Condition.js';

/** Reads a query, one object or a list of which one must match; `undefined` when it cannot be read. */
export function readQueries(body: Uint8Array): readonly Query[] | undefined {
  const read = readBody(body);
  if ('error' in read) return undefined;
  switch (kindOf(read.text)) {
    case 'null':
      return [];
    case 'object':
      return readAll([read.text]);
    case 'array':
      return readAll(rawElements(read.text));
    default:
      return undefined;
  }
}

function readAll(texts: readonly string[]): readonly Query[] | undefined {
  const queries: Query[] = [];
  for (const text of texts) {
    const kind = kindOf(text);
    if (kind !== 'object' && kind !== 'null') return undefined;
    const query = new Map<string, Condition>();
    for (const [name, raw] of kind === 'null' ? [] : rawMembers(text)) {
      const condition = readCondition(raw);
      if (condition === undefined) return undefined;
      query.set(name, condition);
    }
    queries.push(query);
  }
  return queries;
}

const nothing: Condition = { kind: 'nothing' };

function readCondition(raw: string): Condition | undefined {
  switch (kindOf(raw)) {
    case 'number':
      if (isUint64(raw) || isInt64(raw)) return ints([raw], false);
      return Number.isFinite(Number(raw)) ? nothing : undefined;
    case 'null':
      return ints([], true);
    case 'string':
      return readText(raw);
    case 'array':
      return readList(raw);
    default:
      return typeof canonicalValue(raw) === 'string' ? nothing : undefined;
  }
}

function ints(texts: readonly string[], list: boolean): Condition {
  const values = texts.map((text) => BigInt.asIntN(64, BigInt(text === 'null' ? 0 : text)));
  return {
    kind: 'ints',
    values,
    list,
    ids: values.map((value) => String(BigInt.asUintN(64, value))),
  };
}

/** The expression of a text is taken as it stands in JSON, its escapes and all. */
function readText(raw: string): Condition {
  if (raw.startsWith('"re/')) {
    const pattern = compile(raw.slice(4, -1));
    if (pattern !== undefined) return { kind: 'texts', values: [pattern] };
  }
  if (raw.startsWith('"exists/') && encodeText(raw).length === 10) {
    return { kind: 'exists', exists: raw[8] !== '0' };
  }
  return { kind: 'texts', values: [unquoteJson(raw)] };
}

function readList(raw: string): Condition | undefined {
  const elements = rawElements(raw);
  if (elements.every((element) => element === 'null' || isInt64(element)))
    return ints(elements, true);
  if (elements.every((element) => element === 'null' || element.startsWith('"'))) {
    return {
      kind: 'texts',
      values: elements.map((element) =>
        element === 'null' ? '' : readPattern(unquoteJson(element)),
      ),
    };
  }
  if (typeof canonicalValue(raw) !== 'string') return undefined;
  const first = kindOf(elements[0] ?? 'null');
  if (first === 'string') {
    // An expression in a list of several types is no expression.
    return {
      kind: 'texts',
      values: elements.filter((element) => element.startsWith('"')).map(unquoteJson),
    };
  }
  if (first !== 'number') return nothing;
  return {
    kind: 'floats',
    values: elements.map((element) =>
      kindOf(element) === 'number' ? Number(element) : goTypes[kindOf(element)],
    ),
  };
}

const goTypes = {
  string: 'string',
  bool: 'bool',
  null: 'nil',
  object: 'map[string]interface {}',
  array: '[]interface {}',
  number: 'string',
} as const;

function readPattern(text: string): Pattern {
  return (text.startsWith('re/') && text.length > 3 && compile(text.slice(3))) || text;
}

function compile(expression: string): RE2JS | undefined {
  try {
    return compileRegex(expression);
  } catch {
    return undefined;
  }
}
