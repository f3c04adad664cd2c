/** A time in RFC 3339, to the second, as the server stamps annotations. */
export function formatTime(time: Date): string {
  return `${time.toISOString().slice(0, -5)}Z`;
}

/** A time in RFC 3339 with as many decimals as it has. */
export function formatExactTime(time: Date): string {
  return time.toISOString().replace(/\.?0*Z$/, 'Z');
}
