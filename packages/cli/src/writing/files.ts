import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isClioError, type Plan, readPlan } from '@clio/core';
import type { Context } from '../context/Context.js';
import { readText } from '../context/streams.js';
import { UsageError } from '../errors/CliError.js';
import { fileSink, type Sink, streamSink } from '../output/sink.js';

/** Where a command writes a file that was named; `-` is standard output. */
export async function openSink(context: Context, file: string): Promise<Sink> {
  if (file === '-') return streamSink(context.streams.stdout);
  return fileSink(resolve(context.cwd, file));
}

/**
 * Reads a plan that was kept; `-` is standard input.
 *
 * @throws UsageError when the file cannot be read, InputError when it is no plan.
 */
export async function loadPlan(context: Context, file: string): Promise<Plan> {
  const name = file === '-' ? 'standard input' : file;
  let text: string;
  try {
    text =
      file === '-'
        ? await readText(context.streams.stdin)
        : await readFile(resolve(context.cwd, file), 'utf8');
  } catch (cause) {
    context.signal.throwIfAborted();
    const missing = (cause as { code?: string }).code === 'ENOENT';
    throw new UsageError(`${name} cannot be read`, {
      why: missing ? 'There is no such file.' : `${(cause as Error).message}.`,
      next: 'A plan is made with "clio plan TABLE -o PLANFILE".',
      cause,
    });
  }
  try {
    return readPlan(text, name);
  } catch (cause) {
    if (!isClioError(cause, 'input')) throw cause;
    // The library says with which functions a plan is made; this is a shell.
    const what = cause.message.replace(/ A plan is made with .*$/, '');
    throw new UsageError(what.replace(/\.$/, ''), {
      next: 'A plan is made with "clio plan TABLE -o PLANFILE".',
      cause,
    });
  }
}
