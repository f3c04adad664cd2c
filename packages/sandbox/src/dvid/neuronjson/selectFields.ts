import { stringEnd, valueEnd } from '../../json/goRaw.js';
import { quoteJson } from '../../json/goString.js';
import { type Call, parameter } from '../http/Call.js';

/** Which fields of a record are shown. */
export interface Selection {
  /** Names as in JSON, with quotes; all when left out. */
  readonly names: ReadonlySet<string> | undefined;
  readonly users: boolean;
  readonly times: boolean;
  /** The names asked for. */
  readonly asked: readonly string[];
}

/** The selection that the parameters `fields` and `show` make. */
export function readSelection(call: Call): Selection {
  const show = parameter(call, 'show');
  const users = show === 'user' || show === 'all';
  const times = show === 'time' || show === 'all';
  const fields = parameter(call, 'fields');
  const asked = fields === '' ? [] : [...new Set(fields.split(','))];
  return {
    names: asked.length === 0 ? undefined : quotedNames(asked, users, times),
    users,
    times,
    asked,
  };
}

function quotedNames(asked: readonly string[], users: boolean, times: boolean): Set<string> {
  const names = new Set(['"bodyid"']);
  for (const name of asked) {
    names.add(quoteJson(name));
    if (name === 'bodyid') continue;
    if (users) names.add(quoteJson(`${name}_user`));
    if (times) names.add(quoteJson(`${name}_time`));
  }
  return names;
}

/** The same selection without names: only users and times are hidden. */
export function withoutNames(selection: Selection): Selection {
  return { ...selection, names: undefined, asked: [] };
}

/** A record's text with the fields of a selection, and how many they are. */
export function selectFields(
  record: string,
  selection: Selection,
): { text: string; count: number } {
  const { names, users, times } = selection;
  let text = '';
  let count = 0;
  // Fields that are shown and stand side by side are copied as one.
  let runStart = -1;
  let at = 1;
  while (record.charCodeAt(at) === 0x22) {
    const nameEnd = stringEnd(record, at);
    const end = valueEnd(record, nameEnd + 1);
    const shown =
      names === undefined
        ? !isHidden(record, at, nameEnd, users, times)
        : names.has(record.slice(at, nameEnd));
    if (shown) {
      count++;
      if (runStart < 0) runStart = at;
    } else if (runStart >= 0) {
      text += (text === '' ? '{' : ',') + record.slice(runStart, at - 1);
      runStart = -1;
    }
    at = end + 1;
  }
  if (runStart === 1) return { text: record, count };
  if (runStart >= 0) text += (text === '' ? '{' : ',') + record.slice(runStart, at - 1);
  return { text: text === '' ? '{}' : `${text}}`, count };
}

/** Whether a name ends in `_user` or `_time`, and such are not shown. */
function isHidden(
  record: string,
  start: number,
  end: number,
  users: boolean,
  times: boolean,
): boolean {
  if (end - 6 <= start || record.charCodeAt(end - 6) !== 0x5f) return false;
  return (
    (!users && record.startsWith('user"', end - 5)) ||
    (!times && record.startsWith('time"', end - 5))
  );
}
