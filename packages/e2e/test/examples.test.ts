import { expect, it } from 'vitest';
import { checkExamples, findExamples } from '../src/examples.js';

/** What an example may use without making it, with its type. */
const given = (place: string) => ({
  client: place.startsWith('core/src/dvid/') ? 'DvidClient' : 'DatasetClient',
  annotations: 'Annotation[]',
  auth: 'AuthStrategy',
  entries: 'JournalEntry[]',
  error: 'unknown',
  ids: 'BodyId[]',
  journal: 'JournalStore',
  plan: 'Plan',
  points: 'PointInput[]',
  problem: 'Problem',
  records: 'AnnotationRecord[]',
  table: 'Table',
});

const found = findExamples(['core', 'auth', 'node', 'sandbox']);

it('the examples of doc comments compile, and one that does not is told', () => {
  expect(found.examples.length).toBeGreaterThan(100);
  const wrong = { place: 'here', code: 'const text: string = toBodyId(5);\nnothing();' };
  // One program for all: most of its time goes into the types of the platform.
  expect(checkExamples({ ...found, examples: [...found.examples, wrong] }, given)).toEqual([
    expect.stringMatching(/^here: Type 'BodyId' is not assignable to type 'string'/),
    "here: Cannot find name 'nothing'.",
  ]);
});
