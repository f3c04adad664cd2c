/** A text file that reads like a terminal session; the README beside the files describes it. */
export interface Session {
  readonly settings: SessionSettings;
  readonly steps: readonly Step[];
}

/** What a session is run with. */
export interface SessionSettings {
  /** The terminal; undefined where the commands are piped. */
  readonly terminal?: TerminalSize | undefined;
  /** What the server holds. */
  readonly sandbox: string;
  /** Whose token is in the environment; undefined for nobody's. */
  readonly user?: string | undefined;
  /** The dataset in the environment. */
  readonly dataset?: string | undefined;
  readonly env: Readonly<Record<string, string>>;
  /** Sandbox faults that are in force from the start. */
  readonly faults: readonly unknown[];
}

/** The size of a terminal. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
  /** Whether the expectation says what is coloured. */
  readonly colour: boolean;
}

/** A command and what is expected of it. */
export interface Step {
  /** 1-based line of the command. */
  readonly line: number;
  readonly command: string;
  /** What is shown; all but the first begin with keys that are typed. */
  readonly stages: readonly Stage[];
  readonly exit: number;
  /** 0-based lines of the file that hold the expectation: the first, and the one after the last. */
  readonly expectation: readonly [from: number, to: number];
}

/** What is shown until somebody types, or until the end. */
export interface Stage {
  /** As they stand in the file. */
  readonly keys?: string | undefined;
  /** Standard output, or what the terminal shows. */
  readonly shown: readonly string[];
  /** Standard error, where the command is piped. */
  readonly errors: readonly string[];
}
