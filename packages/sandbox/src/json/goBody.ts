import { jsonProblem } from './goSyntax.js';
import { decodeJsonText } from './goText.js';

/**
 * The text of bytes that are JSON, without blanks around it, or what Go's json.Unmarshal says of
 * bytes that are not.
 */
export function readBody(
  bytes: Uint8Array,
): { readonly text: string } | { readonly error: string } {
  const problem = jsonProblem(bytes);
  if (problem !== undefined) return { error: problem.problem };
  return { text: decodeJsonText(bytes).trim() };
}
