import { kindOf, rawElements, rawPairs, unquoteJson, valueEnd } from '../../json/goRaw.js';
import { jsonProblem } from '../../json/goSyntax.js';
import { decodeJsonText } from '../../json/goText.js';

/** A value read as Go reads it into a type, or Go's error. */
export type Decoded<Value> = { readonly value: Value } | { readonly error: string };

/**
 * The text of the first JSON value of a body, as a json.Decoder reads it; `undefined` for a body
 * with nothing in it.
 */
export function decodeFirst(
  body: Uint8Array,
): { readonly text: string } | { readonly error: string } | undefined {
  const text = decodeJsonText(body);
  if (/^[ \t\r\n]*$/.test(text)) return undefined;
  const problem = jsonProblem(body, true);
  if (problem !== undefined) return { error: problem.early ? 'unexpected EOF' : problem.problem };
  const start = text.search(/[^ \t\r\n]/);
  return { text: text.slice(start, valueEnd(text, start)) };
}

function mismatch(raw: string, type: string): { readonly error: string } {
  return { error: `json: cannot unmarshal ${kindOf(raw)} into Go value of type ${type}` };
}

/** Reads a `map[string]string`; null is none. */
export function readTextMap(raw: string): Decoded<Map<string, string> | undefined> {
  return readMap(raw, 'map[string]string', (text) => readTextIn(text, 'string'));
}

/** Reads a `map[string][]string`; null is none. */
export function readListMap(raw: string): Decoded<Map<string, string[]> | undefined> {
  return readMap(raw, 'map[string][]string', (text) => {
    if (kindOf(text) === 'null') return { value: [] };
    if (kindOf(text) !== 'array') return mismatch(text, '[]string');
    const values: string[] = [];
    for (const element of rawElements(text)) {
      const read = readTextIn(element, 'string');
      if ('error' in read) return read;
      values.push(read.value);
    }
    return { value: values };
  });
}

function readTextIn(raw: string, type: string): Decoded<string> {
  const kind = kindOf(raw);
  if (kind === 'null') return { value: '' };
  return kind === 'string' ? { value: unquoteJson(raw) } : mismatch(raw, type);
}

function readMap<Value>(
  raw: string,
  type: string,
  read: (raw: string) => Decoded<Value>,
): Decoded<Map<string, Value> | undefined> {
  const kind = kindOf(raw);
  if (kind === 'null') return { value: undefined };
  if (kind !== 'object') return mismatch(raw, type);
  const map = new Map<string, Value>();
  let error: { readonly error: string } | undefined;
  for (const [name, text] of rawPairs(raw)) {
    const value = read(text);
    if ('error' in value) error ??= value;
    else map.set(name, value.value);
  }
  return error ?? { value: map };
}

/** A member of a Go struct that JSON is read into. */
export interface StructMember {
  readonly name: string;
  readonly list: boolean;
}

/**
 * Reads a struct of texts and lists of texts. Names match in any case; the first error counts.
 */
export function readStruct(
  raw: string,
  members: readonly StructMember[],
): Decoded<Map<string, string | string[]>> {
  const kind = kindOf(raw);
  if (kind === 'null') return { value: new Map() };
  if (kind !== 'object') return mismatch(raw, structType(members));
  const values = new Map<string, string | string[]>();
  let error: { readonly error: string } | undefined;
  for (const [name, text] of rawPairs(raw)) {
    const member =
      members.find((known) => known.name === name) ??
      members.find((known) => known.name.toLowerCase() === name.toLowerCase());
    if (member === undefined) continue;
    const value = readMember(text, member);
    if (value === undefined) continue;
    if (typeof value === 'object' && 'error' in value) error ??= value;
    else values.set(member.name, value);
  }
  return error ?? { value: values };
}

function readMember(
  raw: string,
  member: StructMember,
): string | string[] | undefined | { readonly error: string } {
  const wrong = (text: string, type: string) => ({
    error: `json: cannot unmarshal ${kindOf(text)} into Go struct field .${member.name} of type ${type}`,
  });
  const kind = kindOf(raw);
  if (kind === 'null') return undefined;
  if (!member.list) return kind === 'string' ? unquoteJson(raw) : wrong(raw, 'string');
  if (kind !== 'array') return wrong(raw, '[]string');
  const values: string[] = [];
  for (const element of rawElements(raw)) {
    const kind = kindOf(element);
    if (kind !== 'string' && kind !== 'null') return wrong(element, 'string');
    values.push(kind === 'null' ? '' : unquoteJson(element));
  }
  return values;
}

function structType(members: readonly StructMember[]): string {
  const fields = members.map(({ name, list }) => {
    const field = name === 'uuid' ? 'UUID' : (name[0] ?? '').toUpperCase() + name.slice(1);
    return `${field} ${list ? '[]string' : 'string'} "json:\\"${name}\\""`;
  });
  return `struct { ${fields.join('; ')} }`;
}
