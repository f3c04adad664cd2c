import { toBytes } from '../http/bytes.js';
import { parseJson } from '../json/parseJson.js';
import { type PlainValue, toPlain } from '../json/plain.js';
import { JsonNumber, type JsonValue } from '../json/value.js';
import { writeJson } from '../json/writeJson.js';
import type { StateDocument } from './StateDocument.js';

/** Size of the pieces in which a state is written, in characters. */
const pieceSize = 65_536;

/** The members of a state that are there, in the order of the format. */
export interface DumpedState {
  readonly users: JsonValue | undefined;
  readonly groups: JsonValue | undefined;
  readonly datasets: JsonValue | undefined;
  readonly tags: JsonValue | undefined;
  readonly documents: JsonValue | undefined;
  readonly repos: JsonValue | undefined;
}

/** A dumped state as plain data. */
export function toDocument(state: DumpedState): StateDocument {
  const document: Record<string, PlainValue> = {};
  for (const [name, part] of present(state))
    document[name] = name === 'repos' ? reposToPlain(part) : toPlain(part);
  return document as StateDocument;
}

function reposToPlain(repos: JsonValue): PlainValue {
  return toPlain(
    mapRecords(repos, (record) => {
      const text = typeof record === 'string' ? record : writeJson(record);
      return isExact(text) ? parseJson(text) : text;
    }),
  );
}

/** A dumped state as JSON text, in pieces: a large one need not be in memory as one string. */
export function* writeState(state: DumpedState): Generator<string> {
  let piece = '{';
  let comma = '';
  for (const [name, part] of present(state)) {
    piece += `${comma}${JSON.stringify(name)}:`;
    comma = ',';
    if (name !== 'repos') {
      piece += writeJson(part);
      continue;
    }
    for (const text of writeRepos(part)) {
      piece += text;
      if (piece.length < pieceSize) continue;
      yield piece;
      piece = '';
    }
  }
  yield `${piece}}\n`;
}

/** The same as bytes, with a turn for others now and then. */
export async function* encodeState(state: DumpedState): AsyncGenerator<Uint8Array> {
  for (const piece of writeState(state)) yield toBytes(piece);
}

/** The text of the repositories, a record at a time. */
function* writeRepos(repos: JsonValue): Generator<string> {
  // Each list of records is written as a mark first, and the text is cut at the marks.
  const lists: JsonValue[][] = [];
  const mark = '\u0000records\u0000';
  const outline = writeJson(
    mapRecordLists(repos, (records) => {
      lists.push(records);
      return mark;
    }),
  );
  const texts = outline.split(JSON.stringify(mark));
  for (const [i, text] of texts.entries()) {
    yield text;
    const records = lists[i];
    if (records === undefined) continue;
    yield '[';
    for (const [n, record] of records.entries())
      yield `${n === 0 ? '' : ','}\n${recordText(record)}`;
    yield ']';
  }
}

function recordText(record: JsonValue): string {
  const text = typeof record === 'string' ? record : writeJson(record);
  return isExact(text) ? text : JSON.stringify(text);
}

/** Whether `JSON.parse` reads the text without rounding an integer. */
function isExact(text: string): boolean {
  return !/\d{16}/.test(text) || allSafe(parseJson(text));
}

function allSafe(value: JsonValue): boolean {
  if (value instanceof JsonNumber) {
    return !/^-?\d+$/.test(value.text) || Number.isSafeInteger(Number(value.text));
  }
  if (Array.isArray(value)) return value.every(allSafe);
  return !(value instanceof Map) || [...value.values()].every(allSafe);
}

function present(state: DumpedState): [string, JsonValue][] {
  const { users, groups, datasets, tags, documents, repos } = state;
  return Object.entries({ users, groups, datasets, tags, documents, repos }).filter(
    (entry): entry is [string, JsonValue] => entry[1] !== undefined,
  );
}

function mapRecords(repos: JsonValue, change: (record: JsonValue) => JsonValue): JsonValue {
  return mapRecordLists(repos, (records) => records.map(change));
}

function mapRecordLists(repos: JsonValue, change: (records: JsonValue[]) => JsonValue): JsonValue {
  return mapItems(repos, (repo) =>
    mapMember(repo, 'versions', (versions) =>
      mapItems(versions, (version) =>
        mapMember(version, 'data', (data) =>
          data instanceof Map
            ? new Map(
                [...data].map(([name, held]) => [
                  name,
                  mapMember(held, 'records', (records) =>
                    Array.isArray(records) ? change(records) : records,
                  ),
                ]),
              )
            : data,
        ),
      ),
    ),
  );
}

function mapItems(value: JsonValue, change: (item: JsonValue) => JsonValue): JsonValue {
  return Array.isArray(value) ? value.map(change) : value;
}

function mapMember(
  holder: JsonValue,
  name: string,
  change: (value: JsonValue) => JsonValue,
): JsonValue {
  if (!(holder instanceof Map)) return holder;
  const value = holder.get(name);
  return value === undefined ? holder : new Map(holder).set(name, change(value));
}
