import { UsageError } from '../errors/CliError.js';

/** What was typed after the command's name: words, and flags by their long name without dashes. */
export class CommandInput {
  readonly #flags: ReadonlyMap<string, unknown>;

  constructor(
    /** Words that are no flags and no values of flags, in their order. */
    readonly words: readonly string[],
    flags: Iterable<readonly [string, unknown]>,
    /** The command as typed, such as `clio annotation list`, for messages. */
    readonly command: string,
  ) {
    this.#flags = new Map(flags);
  }

  /** Whether the flag is there (`--all`), with or without a value. */
  has(name: string): boolean {
    const value = this.#flags.get(name);
    return value !== undefined && value !== false;
  }

  /** Whether a flag `--no-NAME` was given. */
  off(name: string): boolean {
    return this.#flags.get(name) === false;
  }

  /** The text given with the flag; undefined when the flag is missing or stands alone. */
  text(name: string): string | undefined {
    const value = this.#flags.get(name);
    return typeof value === 'string' ? value : undefined;
  }

  /** All texts given with a flag that may be repeated. */
  texts(name: string): readonly string[] {
    const value = this.#flags.get(name);
    return Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  }

  /**
   * The names of `--flag a,b`, without blanks around them.
   *
   * @throws UsageError when a name is empty.
   */
  names(name: string): readonly string[] | undefined {
    const texts = this.texts(name).filter((text) => text !== '');
    if (texts.length === 0) return undefined;
    const names = texts.flatMap((text) => text.split(',')).map((part) => part.trim());
    if (names.includes(''))
      throw new UsageError(`--${name} holds an empty name`, { next: `Write --${name} a,b,c` });
    return [...new Set(names)];
  }

  /**
   * The whole number given with the flag.
   *
   * @throws UsageError when it is none, or outside the limits (both included).
   */
  integer(name: string, { min = 0, max = Number.MAX_SAFE_INTEGER } = {}): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max)) {
      const limits = max === Number.MAX_SAFE_INTEGER ? `from ${min} on` : `from ${min} to ${max}`;
      throw new UsageError(`--${name} takes a whole number ${limits}, not "${text}"`);
    }
    return value;
  }

  /**
   * The word at a place.
   *
   * @throws UsageError when there is none.
   */
  word(index: number, name: string): string {
    const word = this.words[index];
    if (word === undefined)
      throw new UsageError(`${name} is missing`, { next: `See "${this.command} --help".` });
    return word;
  }
}
