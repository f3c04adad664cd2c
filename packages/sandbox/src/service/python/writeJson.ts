import { floatText } from './text.js';
import { PythonError, type PythonKey, type PythonValue, typeName } from './values.js';

export interface WriteOptions {
  /** Everything outside ASCII as `\uXXXX` (`ensure_ascii`, Python's default). */
  readonly ascii: boolean;
  /** `,` and `:` without blanks, as the server answers; with blanks is Python's default. */
  readonly compact: boolean;
}

/** How the server writes its answers. */
export const answerStyle: WriteOptions = { ascii: false, compact: true };
/** How the server writes what it sends to DVID. */
export const requestStyle: WriteOptions = { ascii: true, compact: false };

/**
 * Python's `json.dumps(value, allow_nan=False)`.
 *
 * @throws PythonError ValueError for NaN and infinities, TypeError for bytes
 */
export function writeJson(value: PythonValue, options: WriteOptions): string {
  const comma = options.compact ? ',' : ', ';
  const colon = options.compact ? ':' : ': ';

  function write(item: PythonValue): string {
    if (typeof item === 'string') return quote(item, options.ascii);
    if (item === null) return 'null';
    if (typeof item === 'boolean') return item ? 'true' : 'false';
    if (typeof item === 'bigint') return item.toString();
    if (typeof item === 'number') return writeFloat(item);
    if (Array.isArray(item)) return `[${item.map(write).join(comma)}]`;
    if (item instanceof Map) {
      const members: string[] = [];
      for (const [key, member] of item) {
        members.push(quote(keyText(key), options.ascii) + colon + write(member));
      }
      return `{${members.join(comma)}}`;
    }
    throw new PythonError('TypeError', `Object of type ${typeName(item)} is not JSON serializable`);
  }

  return write(value);
}

function writeFloat(value: number): string {
  if (!Number.isFinite(value)) {
    throw new PythonError('ValueError', 'Out of range float values are not JSON compliant');
  }
  return floatText(value);
}

function keyText(key: PythonKey): string {
  if (typeof key === 'string') return key;
  if (typeof key === 'number') return writeFloat(key);
  return String(key);
}

const short: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\f': '\\f',
  '\b': '\\b',
};

function quote(text: string, ascii: boolean): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones JSON escapes.
  const special = ascii ? /["\\\x00-\x1f\x7f-\uffff]/g : /["\\\x00-\x1f]/g;
  return `"${text.replace(special, escapeUnit)}"`;
}

function escapeUnit(unit: string): string {
  if (unit === '\x7f') return unit;
  return short[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
