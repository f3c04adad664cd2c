import type { Played } from './runSession.js';

/** The text of a session file with what was shown in the place of what was expected. */
export function recorded(text: string, played: readonly Played[]): string {
  const lines = text.split('\n');
  for (const { step, shown } of [...played].reverse()) {
    const [from, to] = step.expectation;
    lines.splice(from, to - from, ...shown);
  }
  return lines.join('\n');
}
