import { readFileSync } from 'node:fs';

/** A fenced code block of a Markdown file. */
export interface CodeBlock {
  /** Word after the fence: `sh`, `ts`, `csv`, `text`, `json` … */
  readonly language: string;
  /** `file=NAME` after the language: the block is the content of that file. */
  readonly file: string | undefined;
  /** `exit=N` after the language: how the last command of a shell block ends; 0 when left out. */
  readonly exit: number;
  readonly code: string;
  /** 1-based line of the fence. */
  readonly line: number;
}

/** All fenced code blocks of a Markdown file, in order. */
export function codeBlocks(path: string): CodeBlock[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/^```([^\n]*)\n([\s\S]*?)^```$/gm)].map((match) => {
    const [language = '', ...words] = (match[1] ?? '').trim().split(/\s+/);
    const option = (name: string) =>
      words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
    return {
      language,
      file: option('file'),
      exit: Number(option('exit') ?? 0),
      code: match[2] ?? '',
      line: text.slice(0, match.index).split('\n').length,
    };
  });
}
