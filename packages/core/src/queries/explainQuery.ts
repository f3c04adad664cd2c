import { stringifyJson } from '../integers/stringifyJson.js';
import type { Bounds, Test } from './Condition.js';
import { compileQuery, type ServerQuery } from './compileQuery.js';
import type { Query } from './Query.js';

/** Which part of a query runs where. */
export interface QueryExplanation {
  /** `none`: nothing can match, so nothing is asked. `all`: every annotation is read. */
  readonly request: 'none' | 'all' | 'query';
  /** The query in the server's own words, where it is asked. It may find too much, never too little. */
  readonly server: ServerQuery | readonly ServerQuery[] | undefined;
  /** What is checked here, on the records that the server found. */
  readonly client: readonly ClientCondition[];
}

/** A condition that is checked after the records have come. */
export interface ClientCondition {
  readonly field: string;
  /** The condition in words, such as `not "Orphan"`. */
  readonly condition: string;
  /** Why the server cannot check it. */
  readonly reason: string;
}

/**
 * Says what the server is asked for a query, and what is checked after the records have come. Pure:
 * nothing is sent.
 *
 * @throws InputError for what is no query.
 * @example
 * ```ts
 * explainQuery({ class: 'Descending Neuron', group: range({ min: 10000 }) });
 * // {
 * //   request: 'query',
 * //   server: { class: ['Descending Neuron'], group: 'exists/1' },
 * //   client: [{ field: 'group', condition: 'from 10000', reason: 'the server knows no ranges' }],
 * // }
 * ```
 */
export function explainQuery(query: Query): QueryExplanation {
  const { request, server, remaining } = compileQuery(query);
  const client = remaining.map(({ field, test, reason }) => ({
    field,
    condition: describeTest(test),
    reason,
  }));
  return { request, server, client };
}

function describeTest(test: Test): string {
  switch (test.kind) {
    case 'value':
      return typeof test.value === 'bigint' ? String(test.value) : JSON.stringify(test.value);
    case 'any':
      return `one of ${test.tests.map(describeTest).join(', ')}`;
    case 'regex':
      return `text like ${test.pattern.source}${test.pattern.ignoreCase ? ', in any case' : ''}`;
    case 'exists':
      return 'present';
    case 'missing':
      return 'missing';
    case 'not':
      return `not ${describeTest(test.test)}`;
    case 'range':
      return describeBounds(test.bounds);
    case 'equals':
      return `exactly ${stringifyJson(test.value)}`;
  }
}

function describeBounds({ min, max, above, below }: Bounds): string {
  const words: [string, Bounds['min']][] = [
    ['from', min],
    ['above', above],
    ['to', max],
    ['below', below],
  ];
  return words
    .filter(([, bound]) => bound !== undefined)
    .map(([word, bound]) => `${word} ${typeof bound === 'string' ? JSON.stringify(bound) : bound}`)
    .join(' ');
}
