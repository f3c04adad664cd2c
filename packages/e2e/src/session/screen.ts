import xterm from '@xterm/headless';
import type { TerminalSize } from './Session.js';

/** What a terminal shows after all that was written to it, lines that have scrolled away included. */
export interface Screen {
  /** Resolves when what was written is shown. */
  write(data: string): Promise<void>;
  /** The lines, without blanks at their ends; one that was too wide for the terminal is one line. */
  lines(): string[];
  /** What the terminal itself answers to a program that asks it something. */
  onAnswer(answer: (data: string) => void): void;
}

const colours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

/** The screen of a terminal of this size; with `colour` its lines say `{red}what is red{/}`. */
export function createScreen({ columns, rows, colour }: TerminalSize): Screen {
  const terminal = new xterm.Terminal({
    cols: columns,
    rows,
    scrollback: 10_000,
    allowProposedApi: true,
  });
  return {
    write: (data) => new Promise((resolve) => terminal.write(data, resolve)),
    lines() {
      const { active } = terminal.buffer;
      const lines: string[] = [];
      for (let y = 0; y < active.length; y++) {
        const row = active.getLine(y)!;
        const wraps = active.getLine(y + 1)?.isWrapped === true;
        const text = colour ? coloured(row) : row.translateToString(!wraps);
        if (row.isWrapped) lines.push(`${lines.pop()}${text}`);
        else lines.push(text);
      }
      const shown = lines.map((line) => line.trimEnd());
      while (shown.at(-1) === '') shown.pop();
      return shown;
    },
    onAnswer(answer) {
      terminal.onData(answer);
    },
  };
}

type Row = NonNullable<ReturnType<xterm.Terminal['buffer']['active']['getLine']>>;
type Cell = NonNullable<ReturnType<Row['getCell']>>;

function coloured(row: Row): string {
  let text = '';
  let before = '';
  for (let x = 0; x < row.length; x++) {
    const cell = row.getCell(x)!;
    if (cell.getWidth() === 0) continue;
    const style = styleOf(cell);
    if (style !== before && before !== '') text += '{/}';
    if (style !== before && style !== '') text += `{${style}}`;
    before = style;
    text += cell.getChars() || ' ';
  }
  return before === '' ? text.trimEnd() : `${text}{/}`;
}

function styleOf(cell: Cell): string {
  const styles = [
    ...(cell.isBold() ? ['bold'] : []),
    ...(cell.isDim() ? ['dim'] : []),
    ...(cell.isFgPalette() ? [colours[cell.getFgColor() % 8]!] : []),
  ];
  return styles.join(' ');
}
