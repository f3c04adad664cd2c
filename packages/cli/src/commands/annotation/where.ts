import { type Conditions, parseJson, type QueryValue } from '@clio/core';
import { UsageError } from '../../errors/CliError.js';

/**
 * The query that `--where field=value`, given once or several times, stands for. Of one field any of the
 * values will do, of several fields all must match. A value finds the text; where it reads as a number,
 * `true` or `false`, it finds that, too.
 *
 * @throws UsageError for text that is no condition.
 *
 * @example
 * ```ts
 * toQuery(['class=DN', 'class=AN', 'group=5']); // { class: ['DN', 'AN'], group: ['5', 5] }
 * ```
 */
export function toQuery(conditions: readonly string[]): Conditions {
  const values = new Map<string, QueryValue[]>();
  for (const condition of conditions) {
    const split = condition.indexOf('=');
    const field = condition.slice(0, split).trim();
    if (split < 0 || field === '')
      throw new UsageError(`--where "${condition}" is no condition`, {
        next: 'Write --where field=value, such as --where class=DN.',
      });
    values.set(field, [
      ...(values.get(field) ?? []),
      ...readings(field, condition.slice(split + 1)),
    ]);
  }
  return Object.fromEntries(values);
}

/** What a text can mean as a value of a field. */
function readings(field: string, text: string): QueryValue[] {
  // Body ids are numbers and nothing else.
  if (field === 'bodyid') return [text];
  if (text === 'true' || text === 'false') return [text, text === 'true'];
  if (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return [text, parseJson(text) as number | bigint];
  return [text];
}
