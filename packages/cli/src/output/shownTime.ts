import { shownText } from './cell.js';

/** A time as a terminal shows it, of seconds since 1970: `2026-11-23 12:00:00 UTC`. */
export function shownTime(value: unknown): string {
  const time = typeof value === 'number' ? new Date(value * 1000) : undefined;
  if (time === undefined || Number.isNaN(time.getTime())) return shownText(value);
  return `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
