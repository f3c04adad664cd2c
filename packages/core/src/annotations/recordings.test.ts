import { type RecordedStep, recordings } from '@clio/fixtures';
import { expect, it } from 'vitest';
import { answered, textOf } from '../../test/recorded.js';
import { isClioError } from '../errors/ClioError.js';
import { parseJson } from '../integers/parseJson.js';
import type { Annotation } from './Annotation.js';
import { deleteAnnotation } from './deleteAnnotation.js';
import { fetchAnnotations } from './fetchAnnotations.js';
import { fetchAnnotationsById } from './fetchAnnotationsById.js';
import { fetchFields } from './fetchFields.js';

type Outcome = { value: unknown } | { code: string };
const neurons = '/v2/json-annotations/[^/]+/neurons';

/** Per route: the function that gets the answer, and what it makes of its JSON. */
const routes: readonly (readonly [
  RegExp,
  (step: RecordedStep) => Promise<unknown>,
  (json: unknown) => unknown,
])[] = [
  [
    new RegExp(`^GET ${neurons}/all/?$`),
    (step) => fetchAnnotations(answered(step), {}),
    (json) =>
      listOf(json).filter((record) => Object.keys(record).some((field) => field !== 'bodyid')),
  ],
  [
    new RegExp(`^(POST|GET) ${neurons}/query/?$`),
    (step) => fetchAnnotations(answered(step), { any: 'thing' }),
    (json) => listOf(json).filter((record) => Object.keys(record).length > 0),
  ],
  [
    new RegExp(`^GET ${neurons}/id-number/`),
    async (step) => {
      const answer = answered(step);
      const known = idsOf(step);
      const { annotations, missing } = await fetchAnnotationsById(answer, [...known, 987654321]);
      expect(missing).toEqual([987654321]);
      return annotations;
    },
    (json) => json,
  ],
  [
    new RegExp(`^GET ${neurons}/fields/?$`),
    (step) => fetchFields(answered(step), { show: 'all' }),
    (json) => (json as string[]).filter((name) => name !== '').sort(),
  ],
  [
    new RegExp(`^DELETE ${neurons}/id-number/`),
    (step) => deleteAnnotation(answered(step), 5),
    () => undefined,
  ],
];

it('decodes every recorded answer about annotations, into a value or the right error', async () => {
  let values = 0;
  const codes: Record<string, number> = {};
  for (const { name, steps } of recordings()) {
    for (const step of steps) {
      const { method, path } = step.request;
      const route = `${method} ${path.replace(/\?.*$/s, '')}`;
      const found = routes.find(([pattern]) => pattern.test(route));
      if (step.target !== 'clio' || found === undefined) continue;
      const [, call, expected] = found;
      const text = textOf(step.response);
      const outcome: Outcome = await call(step).then(
        (value) => ({ value }),
        (error: unknown) => {
          if (!isClioError(error)) throw error;
          expect(error.message, name).not.toMatch(/dvid\.test|a-token/);
          return { code: error.code };
        },
      );
      const where = `${name}: ${route} → ${step.response.status} ${text.slice(0, 100)}`;
      if (step.response.status === 200 && !/^(\[\d|$)/.test(text)) {
        expect(outcome, where).toEqual({ value: expected(parseJson(text)) });
        values++;
      } else {
        // With `onlyid` the answer is a list of ids, which nothing here asks for.
        const code = step.response.status === 200 ? 'decode' : codeOf(step.response.status, text);
        expect(outcome, where).toEqual({ code });
        codes[code] = (codes[code] ?? 0) + 1;
      }
    }
  }
  expect(values).toBeGreaterThan(80);
  expect(Object.keys(codes).sort()).toEqual(
    expect.arrayContaining(['authentication', 'decode', 'invalid-request', 'not-found', 'server']),
  );
});

function codeOf(status: number, text: string): string {
  if (status === 401) return text.includes('Could not validate') ? 'authentication' : 'permission';
  if (status === 404) return 'not-found';
  return status >= 500 ? 'server' : 'invalid-request';
}

function listOf(json: unknown): Annotation[] {
  return (json ?? []) as Annotation[];
}

function idsOf({ response }: RecordedStep): (number | bigint)[] {
  if (response.status !== 200) return [7];
  return listOf(parseJson(response.body ?? '')).map(({ bodyid }) => bodyid);
}
