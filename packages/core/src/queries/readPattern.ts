import { InputError } from '../errors/InputError.js';

/** A pattern in both languages. It means the same in each. */
export interface Pattern {
  /** As it was given. */
  readonly source: string;
  readonly ignoreCase: boolean;
  /** For the server, anchored. */
  readonly server: string;
  /** For here, anchored. */
  readonly client: RegExp;
}

/** A part of a pattern in both languages. */
interface Part {
  readonly server: string;
  readonly client: string;
  /** The product of the counts of the repetitions in it, which the server limits. */
  readonly repeats: number;
  /** The character, where the part is one that stands for itself. */
  readonly character?: string;
}

/** Repetitions, and their product when they are nested, that the server still takes. */
const mostRepeats = 1000;
const deepest = 100;

/** White space as the server's `\s` has it, and all other characters. */
const space = '\\t\\n\\f\\r ';
const noSpace = '\\0-\\x08\\x0b\\x0e-\\x1f!-\\u{10ffff}';

/**
 * Reads a pattern and writes it in the server's language and in ours. Taken is what means the same
 * in both. The server takes an expression that it cannot read for a plain text, and finds nothing
 * without a word; so what is not certain is refused here.
 */
export function readPattern(source: string, ignoreCase: boolean): Pattern {
  if (typeof source !== 'string') {
    throw new InputError('A regular expression is given as a text, such as "DNp.*".');
  }
  if (/\p{Surrogate}/u.test(source)) {
    throw new InputError('The pattern holds half a character, which no text on the server does.');
  }
  const flag = source.startsWith('(?i)');
  const caseless = ignoreCase || flag;
  const { server, client } = new PatternReader(source, flag ? 4 : 0, caseless).read();
  return {
    source,
    ignoreCase: caseless,
    server: `${caseless ? '(?i)' : ''}^(?:${server})$`,
    client: new RegExp(`^(?:${client})$`, caseless ? 'iu' : 'u'),
  };
}

class PatternReader {
  readonly #source: string;
  readonly #characters: readonly string[];
  readonly #caseless: boolean;
  #at: number;
  #depth = 0;

  constructor(source: string, start: number, caseless: boolean) {
    this.#source = source;
    this.#caseless = caseless;
    this.#characters = Array.from(source);
    this.#at = start;
  }

  read(): Part {
    const part = this.#alternatives();
    if (this.#next !== undefined) this.#refuse('this ")" closes nothing; write \\)');
    return part;
  }

  get #next(): string | undefined {
    return this.#characters[this.#at];
  }

  #refuse(reason: string, at = this.#at): never {
    throw new InputError(
      `The pattern ${JSON.stringify(this.#source)} cannot be used, at character ${at + 1}: ${reason}.`,
    );
  }

  #skip(character: string): boolean {
    if (this.#next !== character) return false;
    this.#at++;
    return true;
  }

  #alternatives(): Part {
    if (++this.#depth > deepest) this.#refuse('the groups are nested too deeply');
    const parts = [this.#sequence()];
    while (this.#skip('|')) parts.push(this.#sequence());
    this.#depth--;
    return join(parts, '|');
  }

  #sequence(): Part {
    const parts: Part[] = [];
    while (this.#next !== undefined && this.#next !== '|' && this.#next !== ')') {
      parts.push(this.#repeated());
    }
    return join(parts, '');
  }

  #repeated(): Part {
    const anchor = this.#next === '^' || this.#next === '$';
    const part = this.#atom();
    const start = this.#at;
    const repetition = this.#repetition();
    if (repetition === undefined) return part;
    if (anchor) this.#refuse('an anchor cannot be repeated', start);
    this.#skip('?');
    if (this.#next !== undefined && '*+?{'.includes(this.#next)) {
      this.#refuse('two repetitions follow each other; put the first in a group');
    }
    const repeats = part.repeats * Math.max(1, repetition.count);
    if (repeats > mostRepeats) {
      this.#refuse(
        `the server repeats at most ${mostRepeats} times, nested ones multiplied`,
        start,
      );
    }
    return {
      server: part.server + repetition.text,
      client: part.client + repetition.text,
      repeats,
    };
  }

  #repetition(): { text: string; count: number } | undefined {
    const next = this.#next;
    if (next === '*' || next === '+' || next === '?') {
      this.#at++;
      return { text: next, count: 1 };
    }
    if (next !== '{') return undefined;
    const rest = this.#characters.slice(this.#at, this.#at + 12).join('');
    const [text, low, comma, high] = /^\{(\d{1,4})(,?)(\d{0,4})\}/.exec(rest) ?? [];
    if (text === undefined || (comma === '' && high !== '')) {
      this.#refuse('a "{" begins a repetition such as {2} or {2,5}; write \\{ for the character');
    }
    const count = Math.max(Number(low), Number(high));
    if (high !== '' && Number(low) > Number(high)) {
      this.#refuse('the bounds of the repetition are out of order');
    }
    this.#at += text.length;
    return { text, count };
  }

  #atom(): Part {
    const start = this.#at;
    const character = this.#next as string;
    this.#at++;
    switch (character) {
      case '(':
        return this.#group(start);
      case '[':
        return this.#set(start);
      case '\\':
        return this.#escape(false);
      case '.':
        return { server: '.', client: '[^\\n]', repeats: 1 };
      case '^':
      case '$':
        return { server: character, client: character, repeats: 1 };
      case '*':
      case '+':
      case '?':
        return this.#refuse(`nothing stands before this "${character}" to repeat`, start);
      case '{':
      case '}':
      case ']':
        return this.#refuse(`this "${character}" has no partner; write \\${character}`, start);
      default:
        return literal(character);
    }
  }

  #group(start: number): Part {
    if (this.#skip('?') && !this.#skip(':')) {
      this.#refuse(
        'of the groups that begin with "(?", the server and this library agree on (?:…) alone',
        start,
      );
    }
    const inner = this.#alternatives();
    if (!this.#skip(')')) this.#refuse('this "(" is not closed', start);
    return { ...inner, server: `(?:${inner.server})`, client: `(?:${inner.client})` };
  }

  /** A set of characters, its bracket passed. */
  #set(start: number): Part {
    const negated = this.#skip('^') ? '^' : '';
    if (this.#next === ']') this.#refuse('a set of characters is empty; write \\]');
    const parts: Part[] = [];
    for (;;) {
      if (this.#next === undefined) this.#refuse('this "[" is not closed', start);
      if (this.#skip(']')) break;
      parts.push(this.#setItem(parts.length === 0));
    }
    const { server, client } = join(parts, '');
    return { server: `[${negated}${server}]`, client: `[${negated}${client}]`, repeats: 1 };
  }

  #setItem(first: boolean): Part {
    const start = this.#at;
    if (this.#next === '-') {
      this.#at++;
      if (!first && this.#characters[this.#at] !== ']')
        this.#refuse('this "-" is ambiguous; write \\-', start);
      return literal('-');
    }
    const from = this.#setCharacter();
    if (this.#next !== '-' || this.#characters[this.#at + 1] === ']') return from;
    this.#at++;
    const to = this.#setCharacter();
    if (from.character === undefined || to.character === undefined) {
      this.#refuse('a range of characters goes from one character to another', start);
    }
    if ((from.character.codePointAt(0) ?? 0) > (to.character.codePointAt(0) ?? 0)) {
      this.#refuse('a range of characters is out of order', start);
    }
    return {
      server: `${from.server}-${to.server}`,
      client: `${from.client}-${to.client}`,
      repeats: 1,
    };
  }

  /** A character of a set, or a class such as `\d`, which has no `character`. */
  #setCharacter(): Part {
    const start = this.#at;
    const character = this.#next;
    if (character === undefined) this.#refuse('a set of characters is not closed');
    this.#at++;
    if (character === '[' && this.#next === ':') {
      this.#refuse('classes such as [:alpha:] are not known here; write a-z', start);
    }
    return character === '\\' ? this.#escape(true) : literal(character);
  }

  /** What stands behind a backslash, which is passed. */
  #escape(inSet: boolean): Part {
    const start = this.#at - 1;
    const character = this.#next;
    if (character === undefined) this.#refuse('a backslash ends the pattern; write \\\\', start);
    this.#at++;
    switch (character) {
      case 'd':
      case 'D':
      case 'w':
      case 'W':
        return { server: `\\${character}`, client: `\\${character}`, repeats: 1 };
      case 's':
        return { server: '\\s', client: inSet ? space : `[${space}]`, repeats: 1 };
      case 'S':
        return { server: '\\S', client: inSet ? noSpace : `[^${space}]`, repeats: 1 };
      case 'b':
      case 'B':
        if (inSet) this.#refuse(`\\${character} has no place in a set of characters`, start);
        if (this.#caseless) {
          this.#refuse('where case is ignored, the server finds other boundaries of words', start);
        }
        return { server: `\\${character}`, client: `\\${character}`, repeats: 1 };
      case 't':
        return literal('\t');
      case 'n':
        return literal('\n');
      case 'r':
        return literal('\r');
      case 'f':
        return literal('\f');
      case 'v':
        return literal('\v');
      case 'x': {
        const code = this.#characters.slice(this.#at, this.#at + 2).join('');
        if (!/^[0-9a-fA-F]{2}$/.test(code)) {
          this.#refuse('\\x is followed by two hexadecimal digits', start);
        }
        this.#at += 2;
        return literal(String.fromCharCode(Number.parseInt(code, 16)));
      }
      default:
        break;
    }
    if (character >= '1' && character <= '9') {
      this.#refuse('the server knows no references back to a group', start);
    }
    if (/^[A-Za-z0-9]$/.test(character) || character > '\x7f') {
      this.#refuse(`\\${character} is not known here`, start);
    }
    return literal(character);
  }
}

/** One character that stands for itself. */
function literal(character: string): Part {
  const point = character.codePointAt(0) ?? 0;
  const code = `{${point.toString(16)}}`;
  if (/[A-Za-z0-9_ ]/.test(character)) {
    return { server: character, client: character, repeats: 1, character };
  }
  const control = point < 0x20 || point === 0x7f;
  const server = control ? `\\x${code}` : point < 0x80 ? `\\${character}` : character;
  return { server, client: `\\u${code}`, repeats: 1, character };
}

function join(parts: readonly Part[], separator: string): Part {
  return {
    server: parts.map(({ server }) => server).join(separator),
    client: parts.map(({ client }) => client).join(separator),
    repeats: Math.max(1, ...parts.map(({ repeats }) => repeats)),
  };
}
