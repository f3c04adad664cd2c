import type { Context } from '../context/Context.js';
import { type Row, shownText } from './cell.js';
import { truncate } from './table.js';
import { prepareTextWidth, textWidth } from './textWidth.js';

/** Prints one object on a terminal, a field a line. Long values are cut to the width; JSON has them whole. */
export async function writeFacts(context: Context, facts: Row): Promise<undefined> {
  const { lines, cut } = await factLines(context, facts);
  for (const line of lines) await context.streams.stdout.write(`${line}\n`);
  if (cut) await context.note('Long values are cut; --json shows them whole.');
}

/** One object, a field a line, cut to the width of a terminal and whole elsewhere. */
export async function factLines(
  context: Context,
  facts: Row,
): Promise<{ readonly lines: readonly string[]; readonly cut: boolean }> {
  const { stdout } = context.streams;
  const entries = Object.entries(facts).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  await prepareTextWidth();
  const names = entries.map(([name]) => shownText(name));
  const width = Math.max(0, ...names.map(textWidth)) + 2;
  const room = stdout.isTTY ? Math.max(20, stdout.columns - width) : Number.POSITIVE_INFINITY;
  let cut = false;
  const lines = entries.map(([, value], index) => {
    const name = names[index]!;
    const text = shownText(value);
    const shown = truncate(text, room);
    cut ||= shown !== text;
    return `${context.paint.stdout('bold', name)}${' '.repeat(width - textWidth(name))}${shown}`;
  });
  return { lines, cut };
}
