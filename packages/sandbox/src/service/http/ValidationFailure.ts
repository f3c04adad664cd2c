import type { PythonDict, PythonValue } from '../python/values.js';
import type { ValidationItem } from '../validation/outcome.js';

/** A request whose parameters or body are not of their types: 422. */
export class ValidationFailure extends Error {
  constructor(readonly items: readonly ValidationItem[]) {
    super(`${items.length} invalid`);
    this.name = 'ValidationFailure';
  }

  /** The answer's body. */
  detail(): PythonDict {
    return new Map([['detail', this.items.map(itemValue)]]);
  }
}

function itemValue(item: ValidationItem): PythonDict {
  const dict = new Map<string, PythonValue>();
  for (const [name, value] of Object.entries(item)) {
    dict.set(name, name === 'loc' ? [...item.loc] : (value as PythonValue));
  }
  return dict;
}
