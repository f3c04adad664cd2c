import { cellText } from '@clio/core';
import { UsageError } from '../errors/CliError.js';
import type { Row } from './cell.js';

/** How the line of a record is made. */
export interface Template {
  /** The outer fields that it shows. */
  readonly fields: readonly string[];
  /** The line of one record, without a line end. */
  readonly line: (record: Row) => string;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\' };

/**
 * Reads a template: `{field}` stands for a value, `{field.inner}` for one inside of it, `{{` and `}}`
 * for braces, `\t` for a tab, `\n` for a line end, `\\` for a backslash. A missing value is nothing, a
 * list or an object is JSON. There are no conditions and no loops on purpose: `--jq` has them.
 *
 * @throws UsageError for a brace that is not closed or opened, an empty name, or an unknown escape.
 *
 * @example
 * ```ts
 * parseTemplate('{bodyid}: {type}').line({ bodyid: 7, type: 'KC' }); // '7: KC'
 * ```
 */
export function parseTemplate(text: string): Template {
  const parts: (string | { readonly path: readonly string[] })[] = [];
  const tokens = /\{\{|\}\}|\{([^{}]*)\}|[{}]|\\(.?)|[^{}\\]+/gsu;
  for (const [token, name, escaped] of text.matchAll(tokens)) {
    if (token === '{{' || token === '}}') parts.push(token[0]!);
    else if (name !== undefined) {
      const path = name.trim().split('.');
      if (path.includes('')) throw wrong(`"${token}" names no field`);
      parts.push({ path });
    } else if (token === '{' || token === '}')
      throw wrong(`a "${token}" stands alone; write ${token}${token} for a brace`);
    else if (escaped !== undefined) {
      const character = escapes[escaped];
      if (character === undefined)
        throw wrong(`"${token}" is no escape; there are \\n, \\t and \\\\`);
      parts.push(character);
    } else parts.push(token);
  }
  const fields = parts.flatMap((part) => (typeof part === 'string' ? [] : [part.path[0]!]));
  return {
    fields: [...new Set(fields)],
    line: (record) =>
      parts
        .map((part) => (typeof part === 'string' ? part : cellText(valueAt(record, part.path))))
        .join(''),
  };
}

function wrong(why: string): UsageError {
  return new UsageError('the template cannot be read', {
    why: `${why}.`,
    next: 'See "clio help formatting".',
  });
}

function valueAt(record: Row, path: readonly string[]): unknown {
  let value: unknown = record;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name))
      return undefined;
    value = (value as Row)[name];
  }
  return value;
}
