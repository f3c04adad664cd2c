import { kindOf, rawElements, rawMembers, unquoteJson } from '../../json/goRaw.js';
import { compareText } from '../../json/goText.js';

/** A JSON value, read without a type, as Go's `%v` writes it. */
export function goFormat(raw: string): string {
  switch (kindOf(raw)) {
    case 'null':
      return '<nil>';
    case 'string':
      return unquoteJson(raw);
    case 'number':
      return formatNumber(Number(raw));
    case 'bool':
      return raw;
    case 'array':
      return `[${rawElements(raw).map(goFormat).join(' ')}]`;
    default: {
      const members = rawMembers(raw);
      const names = [...members.keys()].sort(compareText);
      return `map[${names.map((name) => `${name}:${goFormat(members.get(name) ?? 'null')}`).join(' ')}]`;
    }
  }
}

/** Go's `%v` of a double: with an exponent of two digits from 1e6 on and below 1e-4. */
function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (Object.is(value, -0)) return '-0';
  if (size === 0 || (size >= 1e-4 && size < 1e6)) return String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}
