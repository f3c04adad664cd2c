import { readBody } from '../../../json/goBody.js';
import { encodeText } from '../../../json/goText.js';
import { JsonNumber, type JsonValue } from '../../../json/value.js';
import { goFormat } from '../../http/goFormat.js';
import type { SchemaNode } from './compileSchema.js';
import { compareDecimals, type Decimal, isMultiple, readDecimal } from './decimal.js';
import { escapePointer, quoteText, showConstant } from './words.js';

/** What a value violates: one rule, or the rules below it. */
interface Violation {
  /** Path through the schema. */
  readonly keyword: string;
  /** Path to the value. */
  readonly instance: string;
  /** Empty where it only holds others together. */
  readonly message: string;
  readonly causes: readonly Violation[];
}

/** What of a value no rule has looked at yet. */
interface Rest {
  names: Set<string>;
  items: Set<number>;
}

type Failed = Violation | undefined;
type Values = Readonly<Record<string, unknown>>;

/**
 * Checks a value (as `JSON.parse` gives it) and says what is wrong, in the words in which the
 * server does; `undefined` when nothing is.
 */
export function validate(root: SchemaNode, value: unknown): string | undefined {
  const { failed } = check(root, value, '', '', []);
  if (failed === undefined) return undefined;
  const home = root.location.slice(0, root.location.indexOf('#'));
  const top: Violation = {
    keyword: '',
    instance: '',
    message: '',
    causes: failed.message === '' ? failed.causes : [failed],
  };
  const leaf = firstLeaf(top);
  return `jsonschema: ${quoteText(leaf.instance)} does not validate with ${home}#${leaf.keyword}: ${leaf.message}`;
}

/** The first rule that is broken; of alternatives, unless there is but one, they themselves. */
function firstLeaf(violation: Violation): Violation {
  const [first, second] = violation.causes;
  if (first === undefined) return violation;
  if (/\/(?:anyOf|oneOf)$/.test(violation.keyword) && second !== undefined) return violation;
  return firstLeaf(first);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function check(
  node: SchemaNode,
  value: unknown,
  keyword: string,
  instance: string,
  open: readonly SchemaNode[],
): { failed: Failed; rest: Rest } {
  if (open.includes(node)) throw new RangeError(`jsonschema: infinite loop ${node.location}`);
  const inPlace = [...open, node];
  const isObject = typeOf(value) === 'object';
  const rest: Rest = {
    names: new Set(isObject ? Object.keys(value as Values) : []),
    items: new Set(Array.isArray(value) ? value.keys() : []),
  };
  const failures: Violation[] = [];
  const fail = (path: string, message: string, causes: readonly Violation[] = []): void => {
    failures.push({
      keyword: path === '' ? keyword : `${keyword}/${path}`,
      instance,
      message,
      causes,
    });
  };
  const inner = (part: SchemaNode, path: string, member: unknown, step: string): Failed =>
    check(part, member, `${keyword}/${path}`, `${instance}/${step}`, []).failed;
  const keep = (failed: Failed): void => {
    if (failed !== undefined) failures.push(failed);
  };
  const same = (part: SchemaNode, path: string): Failed => {
    const result = check(part, value, `${keyword}/${path}`, instance, inPlace);
    if (result.failed !== undefined) return result.failed;
    for (const name of rest.names) if (!result.rest.names.has(name)) rest.names.delete(name);
    for (const item of rest.items) if (!result.rest.items.has(item)) rest.items.delete(item);
    return undefined;
  };

  if (node.always !== undefined) {
    if (!node.always) fail('', 'not allowed');
    return { failed: failures[0], rest };
  }
  if (
    node.types !== undefined &&
    node.types.length > 0 &&
    !node.types.some((type) => isOfType(value, type))
  ) {
    fail('type', `expected ${node.types.join(' or ')}, but got ${typeOf(value)}`);
    return { failed: failures[0], rest };
  }
  if (node.constant !== undefined && !equals(value, node.constant.value)) {
    const constant = node.constant.value;
    fail('const', isScalar(constant) ? `value must be ${showConstant(constant)}` : 'const failed');
  }
  if (
    node.choices !== undefined &&
    node.choices.length > 0 &&
    !node.choices.some((choice) => equals(value, choice))
  ) {
    fail('enum', enumMessage(node.choices));
  }
  if (node.format !== undefined && !node.format.test(value)) {
    fail('format', `${quoteText(String(value))} is not valid ${quoteText(node.format.name)}`);
  }
  if (isObject) checkObject(value as Values);
  else if (Array.isArray(value)) checkList(value);
  else if (typeof value === 'string') checkText(value);
  else if (typeof value === 'number') checkNumber(value);

  if (node.ref !== undefined) {
    const failed = same(node.ref, '$ref');
    if (failed !== undefined) {
      fail(
        '$ref',
        `doesn't validate with ${quoteText(node.ref.location.replace(/^[^#]*#/, ''))}`,
        failed.message === '' ? failed.causes : [failed],
      );
    }
  }
  if (node.not !== undefined && same(node.not, 'not') === undefined) fail('not', 'not failed');
  for (const [i, part] of (node.allOf ?? []).entries()) {
    const failed = same(part, `allOf/${i}`);
    if (failed !== undefined) fail(`allOf/${i}`, 'allOf failed', [failed]);
  }
  if (node.anyOf !== undefined && node.anyOf.length > 0) {
    const results = node.anyOf.map((part, i) => same(part, `anyOf/${i}`));
    if (!results.includes(undefined)) fail('anyOf', 'anyOf failed', results as Violation[]);
  }
  checkOneOf();
  if (node.if !== undefined) {
    const branch = same(node.if, 'if') === undefined ? 'then' : 'else';
    const part = node[branch];
    const failed = part && same(part, branch);
    if (failed !== undefined) fail(branch, `if-${branch} failed`, [failed]);
  }
  if (isObject && node.unevaluatedProperties !== undefined) {
    for (const name of rest.names) {
      keep(
        inner(
          node.unevaluatedProperties,
          'UnevaluatedProperties',
          (value as Values)[name],
          escapePointer(name),
        ),
      );
    }
    rest.names = new Set();
  }
  if (Array.isArray(value) && node.unevaluatedItems !== undefined) {
    for (const item of rest.items)
      keep(inner(node.unevaluatedItems, 'UnevaluatedItems', value[item], String(item)));
    rest.items = new Set();
  }
  if (failures.length <= 1) return { failed: failures[0], rest };
  return { failed: { keyword, instance, message: '', causes: failures }, rest };

  function checkObject(object: Values): void {
    const names = Object.keys(object);
    if (node.minProperties !== undefined && names.length < node.minProperties) {
      fail(
        'minProperties',
        `minimum ${node.minProperties} properties allowed, but found ${names.length} properties`,
      );
    }
    if (node.maxProperties !== undefined && names.length > node.maxProperties) {
      fail(
        'maxProperties',
        `maximum ${node.maxProperties} properties allowed, but found ${names.length} properties`,
      );
    }
    const missing = (node.required ?? []).filter((name) => !Object.hasOwn(object, name));
    if (missing.length > 0)
      fail('required', `missing properties: ${missing.map(quoteText).join(', ')}`);
    for (const [name, part] of node.properties ?? []) {
      if (!Object.hasOwn(object, name)) continue;
      rest.names.delete(name);
      keep(inner(part, `properties/${escapePointer(name)}`, object[name], escapePointer(name)));
    }
    if (node.propertyNames !== undefined) {
      for (const name of names)
        keep(inner(node.propertyNames, 'propertyNames', name, escapePointer(name)));
    }
    for (const [pattern, source, part] of node.patternProperties ?? []) {
      for (const name of names) {
        if (!pattern.test(name)) continue;
        rest.names.delete(name);
        keep(
          inner(
            part,
            `patternProperties/${escapePointer(source)}`,
            object[name],
            escapePointer(name),
          ),
        );
      }
    }
    if (node.additionalProperties !== undefined) {
      if (typeof node.additionalProperties !== 'boolean') {
        for (const name of rest.names) {
          keep(
            inner(
              node.additionalProperties,
              'additionalProperties',
              object[name],
              escapePointer(name),
            ),
          );
        }
      } else if (!node.additionalProperties && rest.names.size > 0) {
        const more = [...rest.names].map(quoteText).join(', ');
        fail('additionalProperties', `additionalProperties ${more} not allowed`);
      }
      rest.names = new Set();
    }
    for (const [name, dependency] of node.dependencies ?? []) {
      if (!Object.hasOwn(object, name)) continue;
      if ('location' in dependency) keep(same(dependency, `dependencies/${escapePointer(name)}`));
      else requireAll(object, name, dependency, 'dependencies');
    }
    for (const [name, dependency] of node.dependentRequired ?? []) {
      if (Object.hasOwn(object, name)) requireAll(object, name, dependency, 'dependentRequired');
    }
    for (const [name, part] of node.dependentSchemas ?? []) {
      if (Object.hasOwn(object, name)) keep(same(part, `dependentSchemas/${escapePointer(name)}`));
    }
  }

  function requireAll(object: Values, name: string, others: readonly string[], word: string): void {
    for (const [i, other] of others.entries()) {
      if (Object.hasOwn(object, other)) continue;
      fail(
        `${word}/${escapePointer(name)}/${i}`,
        `property ${quoteText(other)} is required, if ${quoteText(name)} property exists`,
      );
    }
  }

  function checkList(list: readonly unknown[]): void {
    if (node.minItems !== undefined && list.length < node.minItems) {
      fail('minItems', `minimum ${node.minItems} items required, but found ${list.length} items`);
    }
    if (node.maxItems !== undefined && list.length > node.maxItems) {
      fail('maxItems', `maximum ${node.maxItems} items required, but found ${list.length} items`);
    }
    if (node.uniqueItems) checkUnique(list);
    checkItems(list);
    for (const [i, item] of list.entries()) {
      const first = node.prefixItems?.[i];
      if (first !== undefined) {
        rest.items.delete(i);
        keep(inner(first, `prefixItems/${i}`, item, String(i)));
      } else if (node.laterItems !== undefined) {
        rest.items.delete(i);
        keep(inner(node.laterItems, 'items', item, String(i)));
      }
    }
    if (node.contains === undefined) return;
    const causes: Violation[] = [];
    let matched = 0;
    for (const [i, item] of list.entries()) {
      const failed = inner(node.contains, 'contains', item, String(i));
      if (failed !== undefined) causes.push(failed);
      else {
        matched++;
        if (node.containsEvaluates) rest.items.delete(i);
      }
    }
    if (node.minContains !== undefined && matched < node.minContains) {
      fail('minContains', `valid must be >= ${node.minContains}, but got ${matched}`, causes);
    }
    if (node.maxContains !== undefined && matched > node.maxContains) {
      fail('maxContains', `valid must be <= ${node.maxContains}, but got ${matched}`);
    }
  }

  function checkUnique(list: readonly unknown[]): void {
    for (let i = 1; i < list.length; i++) {
      for (let j = 0; j < i; j++) {
        if (equals(list[i], list[j])) fail('uniqueItems', `items at index ${j} and ${i} are equal`);
      }
    }
  }

  /** The rules for items of the drafts before 2020-12. */
  function checkItems(list: readonly unknown[]): void {
    const { items } = node;
    if (items === undefined) return;
    if ('location' in items) {
      for (const [i, item] of list.entries()) keep(inner(items, 'items', item, String(i)));
      rest.items = new Set();
      return;
    }
    for (const [i, item] of list.entries()) {
      const part = items[i];
      if (part !== undefined) keep(inner(part, `items/${i}`, item, String(i)));
      else if (typeof node.additionalItems === 'object') {
        keep(inner(node.additionalItems, 'additionalItems', item, String(i)));
      } else break;
      rest.items.delete(i);
    }
    if (node.additionalItems === true) rest.items = new Set();
    else if (node.additionalItems === false && list.length > items.length) {
      fail(
        'additionalItems',
        `only ${items.length} items are allowed, but found ${list.length} items`,
      );
    }
  }

  function checkText(text: string): void {
    const length = [...text].length;
    if (node.minLength !== undefined && length < node.minLength) {
      fail('minLength', `length must be >= ${node.minLength}, but got ${length}`);
    }
    if (node.maxLength !== undefined && length > node.maxLength) {
      fail('maxLength', `length must be <= ${node.maxLength}, but got ${length}`);
    }
    if (node.pattern !== undefined && !node.pattern.test.test(text)) {
      fail('pattern', `does not match pattern ${quoteText(node.pattern.source)}`);
    }
    let content: Uint8Array | undefined;
    if (node.base64) {
      content = readBase64(text);
      if (content === undefined) {
        fail('contentEncoding', `${quoteText(text)} is not base64 encoded`);
      }
    } else if (node.contentEncoding === undefined) content = encodeText(text);
    if (node.jsonContent && content !== undefined && 'error' in readBody(content)) {
      fail('contentMediaType', `value is not of mediatype 'application/json'`);
    }
  }

  function checkNumber(number: number): void {
    const decimal = readDecimal(String(number));
    const limit = (
      key: 'minimum' | 'exclusiveMinimum' | 'maximum' | 'exclusiveMaximum',
      sign: string,
      holds: (order: number) => boolean,
    ): void => {
      const bound: Decimal | undefined = node[key];
      if (bound === undefined || holds(compareDecimals(decimal, bound))) return;
      fail(key, `must be ${sign} ${show(bound.value)} but found ${show(number)}`);
    };
    limit('minimum', '>=', (order) => order >= 0);
    limit('exclusiveMinimum', '>', (order) => order > 0);
    limit('maximum', '<=', (order) => order <= 0);
    limit('exclusiveMaximum', '<', (order) => order < 0);
    if (node.multipleOf !== undefined && !isMultiple(decimal, node.multipleOf)) {
      fail('multipleOf', `${show(number)} not multipleOf ${show(node.multipleOf.value)}`);
    }
  }

  function checkOneOf(): void {
    if (node.oneOf === undefined || node.oneOf.length === 0) return;
    const causes: Violation[] = [];
    let matched = -1;
    for (const [i, part] of node.oneOf.entries()) {
      const failed = same(part, `oneOf/${i}`);
      if (failed !== undefined) causes.push(failed);
      else if (matched >= 0) {
        fail('oneOf', `valid against schemas at indexes ${matched} and ${i}`);
        break;
      } else matched = i;
    }
    if (matched < 0) fail('oneOf', 'oneOf failed', causes);
  }
}

const show = (number: number): string => goFormat(Object.is(number, -0) ? '-0' : String(number));

function isOfType(value: unknown, type: string): boolean {
  return type === typeOf(value) || (type === 'integer' && Number.isInteger(value));
}

/** Bytes in base64; line ends between them do not count. */
function readBase64(text: string): Uint8Array | undefined {
  const plain = text.replace(/[\r\n]/g, '');
  const whole = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
  if (!whole.test(plain)) return undefined;
  return Uint8Array.from(atob(plain), (character) => character.charCodeAt(0));
}

const isScalar = (value: JsonValue): boolean =>
  value === null || typeof value !== 'object' || value instanceof JsonNumber;

function enumMessage(choices: readonly JsonValue[]): string {
  if (!choices.every(isScalar)) return 'enum failed';
  const shown = choices.map(showConstant);
  return shown.length === 1
    ? `value must be ${shown[0]}`
    : `value must be one of ${shown.join(', ')}`;
}

/** Whether a value is equal to another, of a schema or like itself. */
function equals(value: unknown, other: unknown): boolean {
  if (other instanceof JsonNumber || typeof other === 'number') {
    if (typeof value !== 'number') return false;
    return (
      compareDecimals(
        readDecimal(String(value)),
        readDecimal(other instanceof JsonNumber ? other.text : String(other)),
      ) === 0
    );
  }
  if (Array.isArray(value) || Array.isArray(other)) {
    if (!Array.isArray(value) || !Array.isArray(other) || value.length !== other.length)
      return false;
    return value.every((item, i) => equals(item, other[i]));
  }
  if (typeof value === 'object' && value !== null && typeof other === 'object' && other !== null) {
    const members = other instanceof Map ? other : new Map(Object.entries(other));
    const names = Object.keys(value);
    return (
      names.length === members.size &&
      names.every((name) => members.has(name) && equals((value as Values)[name], members.get(name)))
    );
  }
  return value === other;
}
