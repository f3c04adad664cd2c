import type { Annotation } from './Annotation.js';
import type { Show } from './AnnotationOptions.js';

type Select = (record: Annotation) => Annotation;

/** The endings that mark provenance, and what of `show` brings them. */
const stamps = [
  ['_user', 'user'],
  ['_time', 'time'],
] as const;

/**
 * The provenance to ask for, so that both the caller and a filter have what they need.
 *
 * @param filtered - the fields that a filter looks at.
 */
export function neededShow(show: Show | undefined, filtered: Iterable<string>): Show | undefined {
  const fields = [...filtered];
  const needed = stamps
    .filter(([end, word]) => includes(show, word) || fields.some((field) => field.endsWith(end)))
    .map(([, word]) => word);
  return needed.length === 2 ? 'all' : needed[0];
}

/**
 * Takes from each record what the caller did not ask for: provenance that only a filter needed, and
 * fields beside those named. Undefined when nothing is taken.
 */
export function createSelect(options: {
  readonly show: Show | undefined;
  readonly shown: Show | undefined;
  readonly fields: readonly string[] | undefined;
}): Select | undefined {
  const { show, shown, fields } = options;
  const surplus = stamps
    .filter(([, word]) => includes(shown, word) && !includes(show, word))
    .map(([end]) => end);
  const wanted = fields && new Set(['bodyid', ...fields, ...fields.flatMap(withStamps)]);
  if (surplus.length === 0 && wanted === undefined) return undefined;
  return (record) =>
    Object.fromEntries(
      Object.entries(record).filter(
        ([field]) =>
          (wanted === undefined || wanted.has(field)) &&
          !surplus.some((end) => field.endsWith(end)),
      ),
    ) as Record<string, unknown> as Annotation;
}

function includes(show: Show | undefined, word: Show): boolean {
  return show === word || show === 'all';
}

function withStamps(field: string): string[] {
  return stamps.map(([end]) => `${field}${end}`);
}
