import type { RE2JS } from 're2js';
import { valueEnd } from '../../../json/goRaw.js';
import { compileRegex } from '../../../json/goRegex.js';
import { parseJson } from '../../../json/parseJson.js';
import { JsonNumber, type JsonObject, type JsonValue } from '../../../json/value.js';
import { writeJson } from '../../../json/writeJson.js';
import { type Decimal, readDecimal } from './decimal.js';
import { type FormatTest, formats } from './formats.js';
import { isMetaValid } from './isMetaValid.js';
import { partsOf } from './partsOf.js';
import { escapePointer } from './words.js';

/** A part of a JSON schema, ready to check values; the names are those of its keywords. */
export interface SchemaNode {
  /** Where it stands: the address of the document and the pointer within. */
  readonly location: string;
  always?: boolean;
  ref?: SchemaNode;
  types?: readonly string[];
  constant?: { readonly value: JsonValue };
  choices?: readonly JsonValue[];
  format?: { readonly name: string; readonly test: FormatTest };
  minProperties?: number;
  maxProperties?: number;
  required?: readonly string[];
  properties?: ReadonlyMap<string, SchemaNode>;
  patternProperties?: readonly (readonly [pattern: RE2JS, source: string, node: SchemaNode])[];
  additionalProperties?: boolean | SchemaNode;
  propertyNames?: SchemaNode;
  dependencies?: ReadonlyMap<string, SchemaNode | readonly string[]>;
  dependentRequired?: ReadonlyMap<string, readonly string[]>;
  dependentSchemas?: ReadonlyMap<string, SchemaNode>;
  unevaluatedProperties?: SchemaNode;
  unevaluatedItems?: SchemaNode;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  items?: SchemaNode | readonly SchemaNode[];
  additionalItems?: boolean | SchemaNode;
  prefixItems?: readonly SchemaNode[];
  laterItems?: SchemaNode;
  contains?: SchemaNode;
  containsEvaluates?: boolean;
  minContains?: number;
  maxContains?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: { readonly test: RE2JS; readonly source: string };
  contentEncoding?: string;
  base64?: boolean;
  jsonContent?: boolean;
  minimum?: Decimal;
  exclusiveMinimum?: Decimal;
  maximum?: Decimal;
  exclusiveMaximum?: Decimal;
  multipleOf?: Decimal;
  not?: SchemaNode;
  allOf?: readonly SchemaNode[];
  anyOf?: readonly SchemaNode[];
  oneOf?: readonly SchemaNode[];
  if?: SchemaNode;
  then?: SchemaNode;
  else?: SchemaNode;
}

/** A JSON schema ready to use. */
export interface CompiledSchema {
  readonly root: SchemaNode;
}

/** The drafts that the server knows, by their addresses. */
const drafts: Readonly<Record<string, number>> = {
  '': 2020,
  'json-schema.org/schema': 2020,
  'json-schema.org/draft/2020-12/schema': 2020,
  'json-schema.org/draft/2019-09/schema': 2019,
  'json-schema.org/draft-07/schema': 7,
  'json-schema.org/draft-06/schema': 6,
  'json-schema.org/draft-04/schema': 4,
};

/** The address under which the server compiles the schema of an instance. */
const address = 'file:///sandbox/schema.json';

class Uncompilable extends Error {}

/** Compiles a JSON schema; `undefined` when the server could not. */
export function compileSchema(text: string): CompiledSchema | undefined {
  try {
    const first = firstValue(text);
    const document = parseJson(first);
    const draft = draftOf(document);
    if (!isMetaValid(first, draft)) return undefined;
    return { root: new Compiler(document, draft).compileRoot() };
  } catch {
    // Whatever fails here is a schema that the server would not compile either.
    return undefined;
  }
}

/** The value at the beginning. What follows must be nothing that could begin another. */
function firstValue(text: string): string {
  const end = valueEnd(text, text.search(/[^ \t\r\n]/));
  const rest = text.slice(end).trimStart();
  if (/^(?:[[{]|"(?:[^"\\]|\\.)*"|-?\d|true|false)/.test(rest)) throw new Uncompilable();
  return text.slice(0, end);
}

function draftOf(document: JsonValue): number {
  const named = document instanceof Map ? (document.get('$schema') ?? '') : '';
  if (typeof named !== 'string') throw new Uncompilable();
  const draft = drafts[named.replace(/^https?:\/\//, '').replace(/#\/?$/, '')];
  if (draft === undefined) throw new Uncompilable();
  return draft;
}

class Compiler {
  readonly #nodes = new Map<string, SchemaNode>();
  /** Documents within the document, by their address without fragment: their value and pointer. */
  readonly #documents = new Map<string, { readonly value: JsonValue; readonly pointer: string }>();
  readonly #anchors = new Map<string, { readonly value: JsonValue; readonly pointer: string }>();
  /** Pointers of all that is known to be a schema. */
  readonly #parts = new Set<string>();
  #base = address;

  constructor(
    readonly document: JsonValue,
    readonly draft: number,
  ) {}

  compileRoot(): SchemaNode {
    const id = this.#id(this.document);
    if (id !== undefined) this.#base = new URL(id, address).href.replace(/#.*$/, '');
    this.#documents.set(this.#base, { value: this.document, pointer: '' });
    this.#collect(this.document, '', this.#base);
    return this.#compile(this.document, '', this.#base, []);
  }

  #id(value: JsonValue): string | undefined {
    if (!(value instanceof Map) || (value.has('$ref') && this.draft <= 7)) return undefined;
    const id = value.get(this.draft === 4 ? 'id' : '$id');
    return typeof id === 'string' && !id.startsWith('#') && id !== '' ? id : undefined;
  }

  /** Names of a part: up to draft 7 what its id says behind `#`. */
  #anchorsOf(value: JsonObject): string[] {
    const { draft } = this;
    const names = [
      ...(draft >= 2019 ? ['$anchor'] : []),
      ...(draft >= 2020 ? ['$dynamicAnchor'] : []),
    ].map((name) => value.get(name));
    const id = draft < 2019 && value.has('$ref') ? '' : value.get(draft === 4 ? 'id' : '$id');
    if (typeof id === 'string') names.push(/#(.+)$/.exec(id)?.[1] ?? null);
    return names.filter((name) => typeof name === 'string');
  }

  /** Notes the addresses and anchors of all parts, whether used or not, and tries their patterns. */
  #collect(value: JsonValue, pointer: string, base: string): void {
    this.#parts.add(pointer);
    if (!(value instanceof Map)) return;
    let own = base;
    const id = pointer === '' ? undefined : this.#id(value);
    if (id !== undefined) {
      own = new URL(id, base).href.replace(/#.*$/, '');
      this.#documents.set(own, { value, pointer });
    }
    for (const anchor of this.#anchorsOf(value)) {
      this.#anchors.set(`${own}#${anchor}`, { value, pointer });
    }
    const pattern = value.get('pattern');
    if (typeof pattern === 'string') compileRegex(pattern);
    for (const [part, path] of partsOf(value, this.draft)) {
      this.#collect(part, `${pointer}/${path}`, own);
    }
  }

  #compile(
    value: JsonValue,
    pointer: string,
    base: string,
    open: readonly SchemaNode[],
  ): SchemaNode {
    const known = this.#nodes.get(pointer);
    if (known !== undefined) {
      if (open.includes(known)) throw new Uncompilable();
      return known;
    }
    const node: SchemaNode = { location: `${this.#base}#${pointer}` };
    this.#nodes.set(pointer, node);
    if (typeof value === 'boolean') node.always = value;
    else if (value instanceof Map) this.#fill(node, value, pointer, base, [...open, node]);
    else throw new Uncompilable();
    return node;
  }

  #fill(
    node: SchemaNode,
    map: JsonObject,
    pointer: string,
    outer: string,
    open: readonly SchemaNode[],
  ): void {
    const { draft } = this;
    const id = pointer === '' ? undefined : this.#id(map);
    const base = id === undefined ? outer : new URL(id, outer).href.replace(/#.*$/, '');
    const part = (key: string, inPlace = false): SchemaNode | undefined => {
      const value = map.get(key);
      return value === undefined
        ? undefined
        : this.#compile(value, `${pointer}/${escapePointer(key)}`, base, inPlace ? open : []);
    };
    const parts = (key: string, inPlace = false): SchemaNode[] | undefined => {
      const value = map.get(key);
      if (!Array.isArray(value)) return undefined;
      return value.map((item, i) =>
        this.#compile(item, `${pointer}/${key}/${i}`, base, inPlace ? open : []),
      );
    };
    const named = (key: string, inPlace = false): [string, SchemaNode][] | undefined => {
      const value = map.get(key);
      if (!(value instanceof Map)) return undefined;
      return [...value].map(([name, item]) => [
        name,
        this.#compile(item, `${pointer}/${key}/${escapePointer(name)}`, base, inPlace ? open : []),
      ]);
    };
    const size = (key: string): number | undefined => {
      const value = map.get(key);
      return value instanceof JsonNumber ? Math.trunc(Number(value.text)) : undefined;
    };
    const decimal = (key: string): Decimal | undefined => {
      const value = map.get(key);
      return value instanceof JsonNumber ? readDecimal(value.text) : undefined;
    };
    const set = <Key extends keyof SchemaNode>(
      key: Key,
      value: SchemaNode[Key] | undefined,
    ): void => {
      if (value !== undefined) node[key] = value as SchemaNode[Key];
    };

    const references =
      draft >= 2020
        ? ['$ref', '$dynamicRef']
        : draft >= 2019
          ? ['$ref', '$recursiveRef']
          : ['$ref'];
    for (const key of references) {
      const target = map.get(key);
      if (typeof target !== 'string') continue;
      set('ref', this.#resolve(target, base, open));
      if (draft < 2019) return;
    }
    const type = map.get('type');
    set('types', type === undefined ? undefined : texts(Array.isArray(type) ? type : [type]));
    const choices = map.get('enum');
    set('choices', Array.isArray(choices) ? choices : undefined);
    set('not', part('not', true));
    set('allOf', parts('allOf', true));
    set('anyOf', parts('anyOf', true));
    set('oneOf', parts('oneOf', true));
    set('minProperties', size('minProperties'));
    set('maxProperties', size('maxProperties'));
    const required = map.get('required');
    set('required', Array.isArray(required) ? texts(required) : undefined);
    const properties = named('properties');
    set('properties', properties && new Map(properties));
    set(
      'patternProperties',
      named('patternProperties')?.map(
        ([source, inner]) => [compileRegex(source), source, inner] as const,
      ),
    );
    const additional = map.get('additionalProperties');
    set(
      'additionalProperties',
      typeof additional === 'boolean' ? additional : part('additionalProperties'),
    );
    const dependencies = map.get('dependencies');
    if (dependencies instanceof Map) {
      set(
        'dependencies',
        new Map(
          [...dependencies].map(([name, value]) => [
            name,
            Array.isArray(value)
              ? texts(value)
              : this.#compile(value, `${pointer}/dependencies/${escapePointer(name)}`, base, open),
          ]),
        ),
      );
    }
    if (draft >= 2019) {
      const dependent = map.get('dependentRequired');
      if (dependent instanceof Map) {
        set(
          'dependentRequired',
          new Map([...dependent].map(([name, value]) => [name, texts(value as JsonValue[])])),
        );
      }
      const schemas = named('dependentSchemas', true);
      set('dependentSchemas', schemas && new Map(schemas));
      set('unevaluatedProperties', part('unevaluatedProperties'));
      set('unevaluatedItems', part('unevaluatedItems'));
    }
    set('minItems', size('minItems'));
    set('maxItems', size('maxItems'));
    set('uniqueItems', map.get('uniqueItems') === true);
    if (draft >= 2020) {
      set('prefixItems', parts('prefixItems'));
      set('laterItems', part('items'));
    } else if (Array.isArray(map.get('items'))) {
      set('items', parts('items'));
      const later = map.get('additionalItems');
      set('additionalItems', typeof later === 'boolean' ? later : part('additionalItems'));
    } else set('items', part('items'));
    set('minLength', size('minLength'));
    set('maxLength', size('maxLength'));
    const pattern = map.get('pattern');
    if (typeof pattern === 'string')
      set('pattern', { test: compileRegex(pattern), source: pattern });
    const format = map.get('format');
    const test = typeof format === 'string' ? formats[format] : undefined;
    // From 2019-09 on a format is a remark.
    if (test !== undefined && draft < 2019) set('format', { name: format as string, test });
    for (const [limit, exclusive] of [
      ['minimum', 'exclusiveMinimum'],
      ['maximum', 'exclusiveMaximum'],
    ] as const) {
      const value = map.get(exclusive);
      set(value === true ? exclusive : limit, decimal(limit));
      if (value instanceof JsonNumber) set(exclusive, decimal(exclusive));
    }
    set('multipleOf', decimal('multipleOf'));
    if (draft >= 6) {
      const constant = map.get('const');
      set('constant', constant === undefined ? undefined : { value: constant });
      set('propertyNames', part('propertyNames'));
      set('contains', part('contains'));
      set('containsEvaluates', draft >= 2020);
      set('minContains', draft >= 2019 ? (size('minContains') ?? 1) : 1);
      if (draft >= 2019) set('maxContains', size('maxContains'));
    }
    if (draft >= 7 && (map.get('if') ?? null) !== null) {
      set('if', part('if', true));
      set('then', part('then', true));
      set('else', part('else', true));
    }
    if (draft === 7) {
      // Later drafts take what a text holds for a remark.
      const encoding = map.get('contentEncoding');
      set('contentEncoding', typeof encoding === 'string' ? encoding : undefined);
      set('base64', encoding === 'base64');
      set('jsonContent', map.get('contentMediaType') === 'application/json');
    }
  }

  #resolve(reference: string, base: string, open: readonly SchemaNode[]): SchemaNode {
    const url = new URL(reference, base).href;
    const mark = url.indexOf('#');
    const document = mark < 0 ? url : url.slice(0, mark);
    const fragment = mark < 0 ? '' : url.slice(mark + 1);
    const home = this.#documents.get(document);
    if (home === undefined) throw new Uncompilable();
    if (fragment !== '' && !fragment.startsWith('/')) {
      const anchored = this.#anchors.get(`${document}#${decodeURIComponent(fragment)}`);
      if (anchored === undefined) throw new Uncompilable();
      return this.#compile(anchored.value, anchored.pointer, document, open);
    }
    let { value, pointer } = home;
    for (const token of fragment.split('/').slice(1)) {
      const key = decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~');
      const next =
        value instanceof Map
          ? value.get(key)
          : Array.isArray(value)
            ? value[Number(key)]
            : undefined;
      if (next === undefined) throw new Uncompilable();
      value = next;
      pointer += `/${escapePointer(key)}`;
    }
    if (!this.#parts.has(pointer)) {
      // It stands where no schema is looked for until it is asked for.
      if (!isMetaValid(writeJson(value), this.draft)) throw new Uncompilable();
      this.#collect(value, pointer, document);
    }
    return this.#compile(value, pointer, document, open);
  }
}

function texts(values: readonly JsonValue[]): string[] {
  return values.map((value) => {
    if (typeof value === 'string') return value;
    throw new Uncompilable();
  });
}
