import { styleText } from 'node:util';

/** How text may look. */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Colours text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

const plain: Paint = (_style, text) => text;
// `validateStream: false` on newer Node: whether to colour is decided here and not by the library.
const coloured: Paint = (style, text) => styleText(style, text, { validateStream: false } as never);

/** What decides about colour on a stream. */
export interface ColorFacts {
  readonly isTTY: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--color`: `always`, `never`, `auto`. */
  readonly when?: string | undefined;
  /** The same as a saved setting. */
  readonly setting?: string | undefined;
}

/**
 * Colours for a stream: `--color` goes before NO_COLOR, which goes before CLICOLOR_FORCE and
 * CLICOLOR=0, which go before the saved setting; otherwise a terminal gets colours and a pipe does not.
 */
export function createPaint({ isTTY, env, when, setting }: ColorFacts): Paint {
  const set = (name: string) => env[name] !== undefined && env[name] !== '';
  if (when === 'always') return coloured;
  if (when === 'never' || set('NO_COLOR')) return plain;
  if (set('CLICOLOR_FORCE') && env.CLICOLOR_FORCE !== '0') return coloured;
  if (env.CLICOLOR === '0') return plain;
  if (when !== 'auto' && setting === 'always') return coloured;
  if (when !== 'auto' && setting === 'never') return plain;
  if (env.TERM === 'dumb' || !isTTY) return plain;
  return coloured;
}
