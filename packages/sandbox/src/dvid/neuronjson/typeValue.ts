import { formatFloat, isInt64, isUint64 } from '../../json/goNumbers.js';
import { goQuote } from '../../json/goQuote.js';
import { kindOf, rawElements, unquoteJson, valueEnd } from '../../json/goRaw.js';
import { quoteJson } from '../../json/goString.js';
import { BadRequest } from '../http/Call.js';
import { canonicalValue } from './canonicalValue.js';

/**
 * How the server holds a field: `uint` and `int` of 64 bits, `float` a double, lists of `int`s or of
 * texts, or `any` other value, in which numbers are doubles.
 */
export type FieldType = 'uint' | 'int' | 'float' | 'ints' | 'texts' | 'any' | 'null';

/** A field's value as the server holds it, with the text in which it writes it. */
export interface Field {
  readonly type: FieldType;
  readonly text: string;
}

/**
 * Reads the value of a field from its JSON text, as the server types it.
 *
 * @throws BadRequest for a number beyond the range of doubles
 */
export function typeValue(raw: string): Field {
  switch (kindOf(raw)) {
    case 'null':
      return { type: 'null', text: raw };
    case 'number':
      return typeNumber(raw);
    case 'array':
      return typeList(raw);
    case 'string':
      return { type: 'any', text: quoteJson(unquoteJson(raw)) };
    case 'bool':
      return { type: 'any', text: raw };
    default:
      return { type: 'any', text: anyText(raw) };
  }
}

function typeNumber(raw: string): Field {
  if (isUint64(raw)) return { type: 'uint', text: raw };
  if (isInt64(raw)) return { type: 'int', text: raw === '-0' ? '0' : raw };
  const value = Number(raw);
  if (Number.isFinite(value)) return { type: 'float', text: formatFloat(value) };
  return { type: 'any', text: anyText(raw) };
}

function typeList(raw: string): Field {
  // The most frequent list needs no second look.
  if (/^\[(?:-?[1-9]\d{0,14}|0)(?:,(?:-?[1-9]\d{0,14}|0))*\]$/.test(raw))
    return { type: 'ints', text: raw };
  const elements = rawElements(raw);
  if (elements.every((element) => element === 'null' || isInt64(element))) {
    const ints = elements.map((element) =>
      element === 'null' || element === '-0' ? '0' : element,
    );
    return { type: 'ints', text: `[${ints.join(',')}]` };
  }
  if (elements.every((element) => element === 'null' || element.startsWith('"'))) {
    const texts = elements.map((element) =>
      element === 'null' ? '""' : quoteJson(unquoteJson(element)),
    );
    return { type: 'texts', text: `[${texts.join(',')}]` };
  }
  return { type: 'any', text: anyText(raw) };
}

function anyText(raw: string): string {
  const canonical = canonicalValue(raw);
  if (typeof canonical === 'string') return canonical;
  throw new BadRequest(
    `unable to parse JSON value ${goQuote(raw)}: json: cannot unmarshal number ${canonical.tooLarge} into Go value of type float64`,
  );
}

/** The type that the server gives to a value that it reads from its store, by its canonical text. */
export function storedType(text: string): FieldType {
  const first = text.charCodeAt(0);
  if (first === 0x22 || first === 0x7b || first === 0x74 || first === 0x66) return 'any';
  if (first === 0x6e) return 'null';
  if (first !== 0x5b) return isUint64(text) ? 'uint' : isInt64(text) ? 'int' : 'float';
  const second = text.charCodeAt(1);
  if (second === 0x5d) return 'ints';
  if (second === 0x22) {
    for (let at = 1; ; at++) {
      if (text.charCodeAt(at) !== 0x22) return 'any';
      at = valueEnd(text, at);
      if (text.charCodeAt(at) === 0x5d) return 'texts';
    }
  }
  return rawElements(text).every(isInt64) ? 'ints' : 'any';
}
