import {
  isDict,
  isList,
  type PythonDict,
  PythonError,
  type PythonValue,
  truthy,
} from '../python/values.js';

type Filler = PythonValue | undefined;

/**
 * Fills `{tag}` and `{uuid}` in a dataset with its own, in texts and keys at any depth. A text under
 * a key that is renamed stays as it was: the server renames first and remembers the old value.
 *
 * @throws PythonError when a filler is needed that is no text
 */
export function fillTemplates(dataset: PythonDict): PythonValue {
  return fill(dataset, dataset.get('tag'), dataset.get('uuid'));
}

function fill(data: PythonValue, tag: Filler, uuid: Filler): PythonValue {
  if (typeof data === 'string') return replace(replace(data, '{tag}', tag), '{uuid}', uuid);
  if (isList(data)) {
    for (const [i, item] of data.entries()) data[i] = fill(item, tag, uuid);
  } else if (isDict(data)) {
    if (truthy(tag)) fillDict(data, '{tag}', tag, (value) => fill(value, tag, uuid));
    if (truthy(uuid)) fillDict(data, '{uuid}', uuid, (value) => fill(value, tag, uuid));
  }
  return data;
}

function fillDict(
  dict: PythonDict,
  template: string,
  filler: Filler,
  deeper: (value: PythonValue) => PythonValue,
): void {
  const renamed: [string, PythonValue][] = [];
  const old: string[] = [];
  for (const [key, value] of [...dict]) {
    if (typeof key === 'string' && key.includes(template)) {
      renamed.push([replace(key, template, filler), value]);
      old.push(key);
    }
    if (typeof value === 'string' && value.includes(template)) {
      dict.set(key, replace(value, template, filler));
    } else if (isDict(value) || isList(value)) dict.set(key, deeper(value));
  }
  for (const key of old) dict.delete(key);
  for (const [key, value] of renamed) dict.set(key, value);
}

function replace(text: string, template: string, filler: Filler): string {
  if (!truthy(filler) || !text.includes(template)) return text;
  if (typeof filler !== 'string') {
    throw new PythonError('TypeError', 'replace() argument 2 must be str');
  }
  return text.replaceAll(template, () => filler);
}
