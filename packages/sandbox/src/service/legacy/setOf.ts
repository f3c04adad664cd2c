import { isList, type PythonValue } from '../python/values.js';
import { listOf } from '../validation/containers.js';
import { bad, good, noneNotAllowed, type Validator } from '../validation/outcome.js';
import { text } from '../validation/scalars.js';

const texts = listOf(text);

/** A set of texts, sent as a list. */
export const setOf: Validator<PythonValue> = (value, loc) => {
  if (value === null) return noneNotAllowed(loc);
  if (!isList(value)) return bad(loc, 'value is not a valid set', 'type_error.set');
  const result = texts(value, loc);
  return result.ok ? good([...new Set(result.value)]) : result;
};
