import { encodeText } from '../../json/goText.js';
import { type Call, Panic } from './Call.js';
import { panicText } from './panicText.js';

/** Size of the pieces that are sent, in characters. */
const pieceSize = 65_536;

/** Time that is worked without a turn for other requests, in milliseconds. */
const longestTurn = 8;

/**
 * Sends the texts as the body. A short one is sent whole; a long one is a stream, which is made as
 * it is read and lets other requests have their turn.
 */
export function streamText(call: Call, texts: Generator<string>, gzip = false): void {
  const pieces = gather(call, texts);
  const first = pieces.next();
  const second = first.done ? first : pieces.next();
  if (second.done === true) {
    const bytes = encodeText(first.value ?? '');
    if (gzip) call.reply.stream(once(bytes), true);
    else call.reply.write(bytes);
    return;
  }
  call.reply.stream(inTurns([first.value as string, second.value], pieces), gzip);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Texts gathered to larger ones; a panic ends them with its message. */
function* gather(call: Call, texts: Generator<string>): Generator<string, undefined> {
  let piece = '';
  try {
    for (const text of texts) {
      piece += text;
      if (piece.length < pieceSize) continue;
      yield piece;
      piece = '';
    }
  } catch (error) {
    if (!(error instanceof Panic)) throw error;
    piece += `${panicText(call, error.message)}\n`;
  }
  if (piece !== '') yield piece;
  return undefined;
}

async function* inTurns(
  first: readonly string[],
  rest: Generator<string>,
): AsyncGenerator<Uint8Array> {
  for (const piece of first) yield encodeText(piece);
  let since = Date.now();
  for (const piece of rest) {
    yield encodeText(piece);
    if (Date.now() - since < longestTurn) continue;
    await new Promise((resolve) => setTimeout(resolve));
    since = Date.now();
  }
}
