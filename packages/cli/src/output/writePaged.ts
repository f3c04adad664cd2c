import type { Context } from '../context/Context.js';
import { streamSink } from './sink.js';

/** Prints lines on standard output; on a terminal, page by page where they do not fit. */
export async function writePaged(context: Context, lines: Iterable<string>): Promise<void> {
  const pager = await context.startPager();
  const sink = streamSink(pager ?? context.streams.stdout);
  try {
    for (const line of lines) await sink.write(`${line}\n`);
    await sink.close();
  } finally {
    await pager?.close();
  }
}
