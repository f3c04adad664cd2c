import { JsonSyntaxError, parseJson } from '../json/parseJson.js';
import { child, fromPlain } from '../json/plain.js';
import type { JsonObject, JsonValue } from '../json/value.js';
import { writeJson } from '../json/writeJson.js';
import { SandboxError } from '../SandboxError.js';
import { checkState } from './checkState.js';

/** The parts of a state document; its annotation records are JSON texts. */
export interface StateParts {
  readonly users?: JsonObject | undefined;
  readonly groups?: JsonObject | undefined;
  readonly datasets?: JsonObject | undefined;
  readonly tags?: JsonObject | undefined;
  readonly documents?: JsonObject | undefined;
  readonly repos?: JsonValue[] | undefined;
}

/**
 * Reads a state document, given as data or as JSON text, and checks its form.
 *
 * @throws SandboxError with the JSON pointer of what is wrong
 */
export function parseState(state: object | string): StateParts {
  const document = typeof state === 'string' ? parseText(state) : fromPlain(withTexts(state));
  checkState(document);
  return Object.fromEntries(document as JsonObject) as StateParts;
}

function parseText(text: string): JsonValue {
  try {
    return parseJson(text.startsWith('\ufeff') ? text.slice(1) : text, areRecords);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const before = text.slice(0, error.offset).split('\n');
    const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
    throw new SandboxError(`The state is not JSON: ${error.problem}, ${place}.`, '', {
      cause: error,
    });
  }
}

/** Whether a path is `repos/i/versions/j/data/instance/records`. */
function areRecords(path: readonly (string | number)[]): boolean {
  return path.length === 7 && path[6] === 'records' && path[0] === 'repos' && path[4] === 'data';
}

/** The same document with its annotation records as JSON texts: many, and read only once this way. */
function withTexts(state: object): object {
  if (!('repos' in state) || !Array.isArray(state.repos)) return state;
  return {
    ...state,
    repos: state.repos.map((repo, i) => within(repo, 'versions', `/repos/${i}`, textsOf)),
  };

  function textsOf(versions: unknown, pointer: string): unknown {
    if (!Array.isArray(versions)) return versions;
    return versions.map((version, i) =>
      within(version, 'data', `${pointer}/${i}`, (data, at) => {
        if (!isObject(data)) return data;
        return Object.fromEntries(
          Object.entries(data).map(([name, given]) => [
            name,
            within(given, 'records', child(at, name), (records, here) =>
              Array.isArray(records)
                ? records.map((record, n) => recordText(record, `${here}/${n}`))
                : records,
            ),
          ]),
        );
      }),
    );
  }
}

function within(
  holder: unknown,
  key: string,
  pointer: string,
  change: (value: unknown, pointer: string) => unknown,
): unknown {
  if (!isObject(holder) || !(key in holder)) return holder;
  return { ...holder, [key]: change(holder[key], `${pointer}/${key}`) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function recordText(record: unknown, pointer: string): unknown {
  if (!isObject(record)) return record;
  try {
    const text = JSON.stringify(record);
    // Long digits may be a rounded id, and null a NaN: only then is each value looked at.
    if (!/\d{16}|null/.test(text)) return text;
  } catch {
    // A bigint.
  }
  return writeJson(fromPlain(record, pointer));
}
