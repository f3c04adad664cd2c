import { formatFloat } from '../../json/goNumbers.js';
import { stringEnd, unquoteJson, valueEnd } from '../../json/goRaw.js';
import { quoteJson } from '../../json/goString.js';
import { compareText } from '../../json/goText.js';

interface Open {
  /** Members of an object by name, or elements of a list. */
  readonly members: Map<string, string> | string[];
  name: string;
}

/**
 * The text that Go's encoding/json writes for a value that it read without a type: numbers as
 * doubles, members in the order of their names. Of a number beyond the doubles the answer is its
 * text. Without recursion, for the server reads ten thousand levels.
 */
export function canonicalValue(raw: string): string | { readonly tooLarge: string } {
  const open: Open[] = [];
  let tooLarge: string | undefined;
  let at = 0;
  for (;;) {
    while (raw.charCodeAt(at) <= 0x20) at++;
    const unit = raw.charCodeAt(at);
    let done: string;
    if (unit === 0x7b || unit === 0x5b) {
      open.push({ members: unit === 0x7b ? new Map() : [], name: '' });
      at = skip(raw, at + 1);
      if (!isEnd(raw, at)) {
        at = readName(raw, at, open);
        continue;
      }
      at++;
      done = write(open.pop() as Open);
    } else {
      const end = valueEnd(raw, at);
      done = scalar(raw.slice(at, end));
      at = end;
    }
    // The value may be the last of several brackets.
    for (;;) {
      const holder = open.at(-1);
      if (holder === undefined) return tooLarge === undefined ? done : { tooLarge };
      if (Array.isArray(holder.members)) holder.members.push(done);
      else holder.members.set(holder.name, done);
      at = skip(raw, at);
      if (!isEnd(raw, at)) break;
      at++;
      done = write(open.pop() as Open);
    }
    at = readName(raw, skip(raw, at + 1), open);
  }

  function scalar(text: string): string {
    const first = text.charCodeAt(0);
    if (first === 0x22) return quoteJson(unquoteJson(text));
    if (first === 0x74 || first === 0x66 || first === 0x6e) return text;
    const value = Number(text);
    if (!Number.isFinite(value)) tooLarge ??= text;
    return formatFloat(value);
  }
}

function skip(raw: string, start: number): number {
  let at = start;
  while (raw.charCodeAt(at) <= 0x20) at++;
  return at;
}

function isEnd(raw: string, at: number): boolean {
  const unit = raw.charCodeAt(at);
  return unit === 0x7d || unit === 0x5d;
}

function readName(raw: string, start: number, open: readonly Open[]): number {
  const holder = open.at(-1);
  if (holder === undefined || Array.isArray(holder.members)) return start;
  const end = stringEnd(raw, start);
  holder.name = unquoteJson(raw.slice(start, end));
  return skip(raw, end) + 1;
}

function write({ members }: Open): string {
  if (Array.isArray(members)) return `[${members.join(',')}]`;
  const names = [...members.keys()].sort(compareText);
  return `{${names.map((name) => `${quoteJson(name)}:${members.get(name)}`).join(',')}}`;
}
