import type { JsonObject, JsonValue } from '../../../json/value.js';
import { escapePointer } from './words.js';

/** How a keyword holds schemas: as its value, in a list, by names. */
type Holds = 'one' | 'list' | 'named';

const keywords: readonly (readonly [draft: number, name: string, ...holds: Holds[]])[] = [
  [4, 'definitions', 'named'],
  [4, 'not', 'one'],
  [4, 'allOf', 'list'],
  [4, 'anyOf', 'list'],
  [4, 'oneOf', 'list'],
  [4, 'properties', 'named'],
  [4, 'additionalProperties', 'one'],
  [4, 'patternProperties', 'named'],
  [4, 'items', 'one', 'list'],
  [4, 'additionalItems', 'one'],
  [4, 'dependencies', 'named'],
  [6, 'propertyNames', 'one'],
  [6, 'contains', 'one'],
  [7, 'if', 'one'],
  [7, 'then', 'one'],
  [7, 'else', 'one'],
  [2019, '$defs', 'named'],
  [2019, 'dependentSchemas', 'named'],
  [2019, 'unevaluatedProperties', 'one'],
  [2019, 'unevaluatedItems', 'one'],
  [2020, 'prefixItems', 'list'],
];

/** The schemas directly within a schema of a draft, each with its path. */
export function* partsOf(schema: JsonObject, draft: number): Generator<[JsonValue, string]> {
  for (const [since, name, ...holds] of keywords) {
    const value = schema.get(name);
    if (value === undefined || since > draft) continue;
    if (value instanceof Map && holds.includes('named')) {
      for (const [key, part] of value) yield [part, `${name}/${escapePointer(key)}`];
    } else if (Array.isArray(value) && holds.includes('list')) {
      for (const [i, part] of value.entries()) yield [part, `${name}/${i}`];
    } else if (holds.includes('one')) yield [value, name];
  }
}
