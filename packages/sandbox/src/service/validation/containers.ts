import { isList, type PythonDict, type PythonValue, setItem, toDict } from '../python/values.js';
import {
  bad,
  good,
  type Location,
  missing,
  noneNotAllowed,
  type Outcome,
  type ValidationItem,
  type Validator,
} from './outcome.js';
import { attempt, text } from './scalars.js';

/** Any value at all, also none. */
export const anything: Validator = (value) => good(value);

/** An object, or what Python's `dict()` makes one of: lists of pairs, an empty list, an empty text. */
export const dict: Validator<PythonDict> = (value, loc) => {
  if (value === null) return noneNotAllowed(loc);
  return attempt(
    () => toDict(value),
    () => bad(loc, 'value is not a valid dict', 'type_error.dict'),
    ['TypeError', 'ValueError'],
  );
};

/** A list of anything. */
export const list: Validator<PythonValue[]> = (value, loc) => {
  if (value === null) return noneNotAllowed(loc);
  return isList(value) ? good(value) : bad(loc, 'value is not a valid list', 'type_error.list');
};

/** None, or what `inner` takes. */
export function optional<T>(inner: Validator<T>): Validator<T | null> {
  return (value, loc) => (value === null ? good(null) : inner(value, loc));
}

/** A list of which every element is what `inner` takes. */
export function listOf<T>(inner: Validator<T>): Validator<T[]> {
  return (value, loc) => {
    const outer = list(value, loc);
    if (!outer.ok) return outer;
    const items: ValidationItem[] = [];
    const values: T[] = [];
    for (const [i, item] of outer.value.entries()) {
      const result = inner(item, [...loc, BigInt(i)]);
      if (result.ok) values.push(result.value);
      else items.push(...result.items);
    }
    return items.length > 0 ? { ok: false, items } : good(values);
  };
}

/** An object with texts for keys, of which every value is what `inner` takes. */
export function dictOf<T>(inner: Validator<T>): Validator<Map<string, T>> {
  return (value, loc) => {
    const outer = dict(value, loc);
    if (!outer.ok) return outer;
    const items: ValidationItem[] = [];
    const values = new Map<string, T>();
    for (const [key, member] of outer.value) {
      const name = text(key, [...loc, '__key__']);
      const result = name.ok ? inner(member, [...loc, key]) : undefined;
      if (!name.ok) items.push(...name.items);
      else if (!result?.ok) items.push(...(result?.items ?? []));
      else values.set(name.value, result.value);
    }
    return items.length > 0 ? { ok: false, items } : good(values);
  };
}

/** The first of several types that takes the value; when none does, what all of them say. */
export function union<A, B>(first: Validator<A>, second: Validator<B>): Validator<A | B> {
  return (value, loc) => {
    if (value === null) return noneNotAllowed(loc);
    const one = first(value, loc);
    if (one.ok) return one;
    const two = second(value, loc);
    return two.ok ? two : { ok: false, items: [...one.items, ...two.items] };
  };
}

/** A field of a {@link model}. */
export interface Field {
  readonly type: Validator<unknown>;
  readonly required: boolean;
}

export function required(type: Validator<unknown>): Field {
  return { type, required: true };
}

/** A field that may be absent or none. */
export function maybe(type: Validator<unknown>): Field {
  return { type: optional(type), required: false };
}

/** Looks at the whole of a model's values, of which the invalid ones are absent. */
export type RootCheck = (values: PythonDict, loc: Location) => ValidationItem | undefined;

/** An object of known fields, in their order; absent ones stay absent and unknown ones are dropped. */
export function model(
  fields: Readonly<Record<string, Field>>,
  root?: RootCheck,
): Validator<PythonDict> {
  return (value, loc) => {
    const outer = dict(value, loc);
    if (!outer.ok) return outer;
    const stray = [...outer.value.keys()].some((key) => typeof key !== 'string');
    if (stray) return bad(loc, 'keywords must be strings', 'type_error');
    const items: ValidationItem[] = [];
    const values: PythonDict = new Map();
    for (const [name, field] of Object.entries(fields)) {
      const member = outer.value.get(name);
      if (member === undefined) {
        if (field.required) items.push(missing([...loc, name]));
        continue;
      }
      const result: Outcome<unknown> = field.type(member, [...loc, name]);
      if (result.ok) setItem(values, name, result.value as PythonValue);
      else items.push(...result.items);
    }
    const wrong = root?.(values, [...loc, '__root__']);
    if (wrong) items.push(wrong);
    return items.length > 0 ? { ok: false, items } : good(values);
  };
}
