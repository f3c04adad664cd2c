import type * as z from 'zod/mini';
import type { CheckError } from './Schema.js';

type Issue = z.core.$ZodIssue;

/** The first thing that a schema found wrong, as `place: what was expected`. zod/mini brings no words of its own. */
export function describeIssue(error: CheckError): { place: string; expected: string } {
  const [issue] = error.issues;
  if (issue === undefined) return { place: '', expected: 'another form' };
  return { place: placeOf(issue), expected: expected(issue) };
}

/** `a[1].b`; a name that is no word is quoted. */
function placeOf(issue: Issue): string {
  return issue.path
    .map((part) => {
      if (typeof part === 'number') return `[${part}]`;
      return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(String(part))
        ? `.${String(part)}`
        : `[${JSON.stringify(String(part))}]`;
    })
    .join('')
    .replace(/^\./, '');
}

function expected(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' ? 'a whole number' : `${article(issue.expected)}`;
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'unrecognized_keys':
      return `no ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`;
    case 'invalid_union': {
      const kinds = issue.errors.flatMap((errors) => errors.slice(0, 1).map(expected));
      return [...new Set(kinds)].join(' or ') || 'another form';
    }
    case 'too_small':
      return issue.minimum === 1 && issue.origin !== 'number'
        ? `${article(issue.origin)} that is not empty`
        : `at least ${issue.minimum}`;
    case 'too_big':
      return `at most ${issue.maximum}`;
    default:
      // Our own checks say it in the message.
      return issue.message === 'Invalid input' ? 'another form' : issue.message;
  }
}

function article(kind: string): string {
  const word = kind === 'record' ? 'object' : kind === 'array' ? 'list' : kind;
  if (word === 'string') return 'text';
  if (word === 'null') return word;
  return /^[aeiou]/.test(word) ? `an ${word}` : `a ${word}`;
}
