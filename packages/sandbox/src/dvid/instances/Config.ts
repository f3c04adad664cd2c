import { kindOf, rawMembers, unquoteJson } from '../../json/goRaw.js';
import { compareText } from '../../json/goText.js';
import { BadRequest } from '../http/Call.js';
import { decodeFirst } from '../http/decode.js';
import { goFormat } from '../http/goFormat.js';
import { canonicalValue } from '../neuronjson/canonicalValue.js';

/** Settings by name in lower case, as JSON text. */
export type Config = ReadonlyMap<string, string>;

/**
 * Reads the settings in a body; none of an empty one.
 *
 * @throws BadRequest with Go's words, without the place
 */
export function readConfig(body: Uint8Array): Config {
  const read = decodeFirst(body);
  if (read === undefined) return new Map();
  if ('error' in read) throw new BadRequest(`Malformed JSON request in body: ${read.error}`);
  const kind = kindOf(read.text);
  if (kind === 'null') return new Map();
  if (kind !== 'object') {
    throw new BadRequest(
      `Malformed JSON request in body: json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`,
    );
  }
  const canonical = canonicalValue(read.text);
  if (typeof canonical !== 'string') {
    throw new BadRequest(
      `Malformed JSON request in body: json: cannot unmarshal number ${canonical.tooLarge} into Go value of type float64`,
    );
  }
  const config = new Map<string, string>();
  for (const [name, raw] of rawMembers(read.text)) config.set(name.toLowerCase(), raw);
  return config;
}

/**
 * A setting that must be a text.
 *
 * @throws BadRequest
 */
export function configText(config: Config, name: string, shown = name): string | undefined {
  const raw = config.get(name);
  if (raw === undefined) return undefined;
  if (kindOf(raw) === 'string') return unquoteJson(raw);
  throw new BadRequest(`Setting for '${shown}' was not a string: ${goFormat(raw)}`);
}

/**
 * Whether an instance has versions: a truth value, or a text of one.
 *
 * @throws BadRequest
 */
export function configVersioned(config: Config): boolean {
  const raw = config.get('versioned');
  if (raw === 'true' || raw === 'false') return raw === 'true';
  if (raw !== undefined && kindOf(raw) !== 'string') {
    throw new BadRequest(`Setting for 'Versioned' was not a string: ${goFormat(raw)}`);
  }
  const text = configText(config, 'versioned')?.toLowerCase();
  if (text === undefined || text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw new BadRequest(
    `Illegal setting for 'versioned' (needs to be 'false', '0', 'true', or '1'): ${configText(config, 'versioned')}`,
  );
}

/** Settings as the server writes them into its logs. */
export function showConfig(config: Config): string {
  const names = [...config.keys()].sort(compareText);
  const shown = names.map((key) => `${key}:${goFormat(config.get(key) ?? 'null')}`).join(' ');
  return `{map[${shown}]}`;
}
