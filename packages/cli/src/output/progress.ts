import type { Context } from '../context/Context.js';

/** A line on standard error that says how far long work has come. */
export interface Progress {
  /** Shows the state; most calls cost nothing, for the line changes ten times a second at most. */
  update(line: () => string): Promise<void>;
  /** Takes the line away. */
  done(): Promise<void>;
}

const interval = 100;
/** Quick work shows nothing: a line that only flickers says nothing, and gets between other output. */
const patience = 500;

/** Progress on a terminal's standard error; elsewhere, and with `--quiet`, nothing is shown. */
export function createProgress(context: Context): Progress {
  const { stderr } = context.streams;
  if (!stderr.isTTY || context.global.quiet || context.env.TERM === 'dumb')
    return { update: async () => {}, done: async () => {} };
  let shownAt = context.now().getTime() + patience - interval;
  let shown = '';
  /** Takes the line away. A terminal that has been made narrower meanwhile has broken it into several. */
  const erase = () => {
    const above = Math.max(0, Math.ceil(shown.length / stderr.columns) - 1);
    return above > 0 ? `\u001b[${above}A\r\u001b[J` : '\r\u001b[K';
  };
  return {
    update: async (line) => {
      const now = context.now().getTime();
      if (now - shownAt < interval) return;
      shownAt = now;
      const text = fitting(line(), stderr.columns - 1);
      const before = erase();
      shown = text;
      await stderr.write(`${before}${text}`);
    },
    done: async () => {
      if (shown !== '') await stderr.write(erase());
      shown = '';
    },
  };
}

/** As many of a line's parts as fit: a number that was cut would be another number. */
function fitting(line: string, width: number): string {
  if (line.length <= width) return line;
  const end = line.lastIndexOf(', ', width);
  return end > 0 ? line.slice(0, end) : line.slice(0, width);
}
