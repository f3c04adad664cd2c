import { isList, type PythonDict } from '../python/values.js';
import {
  anything,
  dictOf,
  listOf,
  maybe,
  model,
  type RootCheck,
  required,
} from '../validation/containers.js';
import { integer, oneOf, text } from '../validation/scalars.js';

const kind = oneOf(['point', 'lineseg', 'sphere']);

/** How many numbers a position has, and what its key begins with. */
const shapes: Readonly<Record<string, { numbers: number; prefix: string }>> = {
  point: { numbers: 3, prefix: 'Pt' },
  lineseg: { numbers: 6, prefix: 'Ln' },
  sphere: { numbers: 6, prefix: 'Sp' },
};

/** The server's own complaint fails while it is made, and that failure is what clients see. */
const positionFits: RootCheck = (values, loc) => {
  const [known, position] = [values.get('kind'), values.get('pos')];
  const numbers = typeof known === 'string' ? shapes[known]?.numbers : undefined;
  if (numbers !== undefined && isList(position) && position.length === numbers) return undefined;
  return {
    loc,
    msg: '__init__() takes exactly 3 positional arguments (2 given)',
    type: 'type_error',
  };
};

const optionalFields = {
  prop: maybe(dictOf(anything)),
  tags: maybe(listOf(text)),
};

/** A point, line segment or sphere as it is posted. */
export const postedPoint = model(
  {
    kind: required(kind),
    pos: required(listOf(integer)),
    ...optionalFields,
    user: maybe(text),
    title: maybe(text),
    description: maybe(text),
  },
  positionFits,
);

/** A stored one as it is answered. */
export const answeredPoint = model({
  user: required(text),
  key: required(text),
  kind: required(kind),
  pos: required(listOf(integer)),
  ...optionalFields,
  title: maybe(text),
  description: maybe(text),
});

/** What the answer names, in its order; absent fields are none. */
export const answeredFields = [
  'user',
  'key',
  'kind',
  'pos',
  'prop',
  'tags',
  'title',
  'description',
];

/** The key under which a user has a point: kind and position. */
export function pointKey(point: PythonDict): string {
  const position = point.get('pos');
  const numbers = isList(position) ? position : [];
  return (shapes[String(point.get('kind'))]?.prefix ?? '') + numbers.join('_');
}
