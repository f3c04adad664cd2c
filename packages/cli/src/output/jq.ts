import { createRequire } from 'node:module';
import { CliError, UsageError } from '../errors/CliError.js';
import { ExitCode } from '../errors/ExitCode.js';

interface Jq {
  /** Undefined where the filter gives nothing. */
  raw(json: string, filter: string, flags: readonly string[]): string | undefined;
}

/**
 * What a jq filter makes of a JSON text: a result a line, texts without quotes. It is text from end to
 * end, so that integers keep all their digits where the filter only passes them on.
 *
 * @throws UsageError for a filter that does not compile, CliError for one that fails on this text.
 */
export async function runJq(json: string, filter: string): Promise<string> {
  const jq = (await createRequire(import.meta.url)('jq-web')) as Jq;
  const before = process.exitCode;
  let text: string;
  try {
    text = jq.raw(json, filter, ['-c', '-r']) ?? '';
  } catch (cause) {
    const { exitCode, stderr } = cause as { exitCode?: number; stderr?: string };
    if (exitCode === undefined) throw cause;
    const [first = '', line = ''] = (stderr ?? '').trim().split('\n');
    const why = first
      // Where in the text of the records says nothing to who has not seen it.
      .replace(/^jq: error(?: \(at [^)]*\))?(?: \(not a string\))?: /, '')
      .replace(' at <top-level>', '');
    throw exitCode === 3
      ? new UsageError('the jq filter does not compile', { why: `${why} ${line.trim()}`, cause })
      : new CliError(ExitCode.failed, 'the jq filter fails on these records', { why, cause });
  } finally {
    // It leaves its own exit code on this process.
    process.exitCode = before;
  }
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
