import { InputError, parseJson } from '@clio/core';
import { printParseErrorCode, visit } from 'jsonc-parser';

/** Options of {@link readJson}. */
export interface ReadJsonOptions {
  /** Line of the source in which the text begins, counted from 1. Default: 1. */
  readonly firstLine?: number | undefined;
  /**
   * Called with each name of the outermost object, in the order of the text, which objects do not
   * keep.
   */
  readonly onOuterName?: ((name: string) => void) | undefined;
  /**
   * Called with the path and the text of each whole number that is not written in digits alone: `1e5`,
   * `7.0`.
   */
  readonly onOddInteger?: ((path: readonly (string | number)[], text: string) => void) | undefined;
}

/**
 * Parses a JSON document of a person, with exact integers. A mistake is named with its line and
 * column, and a name given twice in one object is refused, because one of the values would be lost
 * silently.
 *
 * @param source Name of the document, for messages.
 * @throws InputError with the place.
 */
export function readJson(text: string, source: string, options: ReadJsonOptions = {}): unknown {
  const { firstLine = 1, onOuterName, onOddInteger } = options;
  const names: Set<string>[] = [];
  let depth = 0;
  const fail = (problem: string, line: number, character: number): never => {
    const row = firstLine + line;
    throw new InputError(`${source}, line ${row}, column ${character + 1}: ${problem}.`, {
      place: { source, row },
    });
  };
  visit(
    text,
    {
      onObjectBegin: () => {
        names.push(new Set());
        depth++;
      },
      onObjectEnd: () => {
        names.pop();
        depth--;
      },
      onObjectProperty: (name, _offset, _length, line, character) => {
        const given = names.at(-1);
        if (given?.has(name)) {
          fail(`the name ${JSON.stringify(name)} is given twice in one object`, line, character);
        }
        given?.add(name);
        if (depth === 1) onOuterName?.(name);
      },
      onArrayBegin: () => {
        depth++;
      },
      onArrayEnd: () => {
        depth--;
      },
      onLiteralValue: (value, offset, length, _line, _character, path) => {
        if (!onOddInteger || !Number.isInteger(value)) return;
        const written = text.slice(offset, offset + length);
        if (/[.e]/i.test(written)) onOddInteger(path(), written);
      },
      onError: (code, offset, length, line, character) => {
        fail(
          problemOf(printParseErrorCode(code), text.slice(offset, offset + length)),
          line,
          character,
        );
      },
    },
    { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false },
  );
  try {
    return parseJson(text);
  } catch (cause) {
    throw new InputError(`${source} is no valid JSON. Check it with a JSON editor.`, {
      cause,
      place: { source, row: firstLine },
    });
  }
}

function problemOf(code: string, text: string): string {
  const found =
    text === '' ? 'the end' : JSON.stringify(text.length > 20 ? `${text.slice(0, 20)}…` : text);
  switch (code) {
    case 'InvalidSymbol':
    case 'InvalidNumberFormat':
      return `${found} is no JSON (text needs double quotes)`;
    case 'PropertyNameExpected':
      return `a name in double quotes is missing before ${found}`;
    case 'ValueExpected':
      return `a value is missing before ${found}`;
    case 'ColonExpected':
      return `":" is missing before ${found}`;
    case 'CommaExpected':
      return `"," is missing before ${found}`;
    case 'CloseBraceExpected':
      return `"}" is missing before ${found}; the document may be cut off`;
    case 'CloseBracketExpected':
      return `"]" is missing before ${found}; the document may be cut off`;
    case 'EndOfFileExpected':
      return `the document is complete, but ${found} follows`;
    case 'InvalidCommentToken':
    case 'UnexpectedEndOfComment':
      return 'JSON has no comments';
    case 'UnexpectedEndOfString':
      return 'a text in double quotes does not end';
    case 'UnexpectedEndOfNumber':
      return 'a number does not end';
    case 'InvalidUnicode':
    case 'InvalidEscapeCharacter':
      return `a text holds a wrong "\\" sequence`;
    case 'InvalidCharacter':
      return 'a text holds a control character; write it as "\\t", "\\n" or "\\u…"';
    default:
      return `${found} is no valid JSON`;
  }
}
