import type { ApplyProgress } from '@clio/core';

/** How far a run is, in one line: `1,200 of 10,000 bodies, 350 a second, 25 s left`. */
export function progressLine({ phase, done, total, rate, remaining }: ApplyProgress): string {
  const parts = [
    `${phase === 'verify' ? 'checking: ' : ''}${done.toLocaleString('en')} of ${total.toLocaleString('en')} bodies`,
    ...(rate > 0 ? [`${Math.max(1, Math.round(rate)).toLocaleString('en')} a second`] : []),
    ...(remaining === undefined ? [] : [`${duration(remaining)} left`]),
  ];
  return parts.join(', ');
}

function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
