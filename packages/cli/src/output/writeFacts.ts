import type { Context } from '../context/Context.js';
import { type Row, shownText } from './cell.js';
import { truncate } from './table.js';
import { prepareTextWidth, textWidth } from './textWidth.js';

/** Prints one object on a terminal, a field a line. Long values are cut to the width; JSON has them whole. */
export async function writeFacts(context: Context, facts: Row): Promise<undefined> {
  const { stdout } = context.streams;
  const entries = Object.entries(facts).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  await prepareTextWidth();
  const names = entries.map(([name]) => shownText(name));
  const width = Math.max(0, ...names.map(textWidth)) + 2;
  let cut = false;
  for (const [index, [, value]] of entries.entries()) {
    const name = names[index]!;
    const gap = ' '.repeat(width - textWidth(name));
    const text = shownText(value);
    const shown = truncate(text, Math.max(20, stdout.columns - width));
    cut ||= shown !== text;
    await stdout.write(`${context.paint.stdout('bold', name)}${gap}${shown}\n`);
  }
  if (cut) await context.note('Long values are cut; --json shows them whole.');
}
