import { parseInt64 } from '../../json/goNumbers.js';
import { goQuote } from '../../json/goQuote.js';
import { BadRequest } from '../http/Call.js';
import { type Config, configText } from './Config.js';

/** How an instance says that it stores its values. */
export interface Serialization {
  readonly compression: string;
  readonly checksum: string;
}

const compressions: Readonly<Record<string, string>> = {
  none: 'No compression',
  snappy: 'Go Snappy compression',
  lz4: 'LZ4 compression',
  gzip: 'gzip compression',
};

const checksums: Readonly<Record<string, string>> = {
  none: 'No checksum',
  crc32: 'CRC32 checksum',
};

/**
 * Reads the settings `compression` and `checksum`, which the sandbox reports and does not follow.
 *
 * @throws BadRequest
 */
export function readSerialization(config: Config, otherwise: string): Serialization {
  const compression = configText(config, 'compression', 'Compression');
  const checksum = configText(config, 'checksum', 'Checksum');
  const name = checksums[(checksum ?? 'none').toLowerCase()];
  const shown = compressionName(compression ?? otherwise);
  if (name === undefined) throw new BadRequest(`Illegal checksum specified: ${checksum}`);
  return { compression: shown, checksum: name };
}

function compressionName(text: string): string {
  const format = text.toLowerCase();
  if (Object.hasOwn(compressions, format)) return `${compressions[format]}, level -1`;
  if (format === 'jpeg') return 'jpeg compression, level 32';
  const [method, level, ...more] = format.split(':');
  if (method !== 'gzip' || level === undefined || more.length > 0) {
    throw new BadRequest(`Illegal compression specified: ${text}`);
  }
  const read = parseInt64(level);
  if ('error' in read) {
    throw new BadRequest(
      `unable to parse gzip compression level (${goQuote(level)}).  Should be 'gzip:<level>'`,
    );
  }
  return `gzip compression, level ${read.value}`;
}
