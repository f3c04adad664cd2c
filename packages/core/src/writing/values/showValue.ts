import { cellText } from '../../tables/cellText.js';

/** A value in a sentence: texts in quotes, long ones shortened, none as `nothing`. */
export function showValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const text = typeof value === 'string' ? JSON.stringify(value) : safeText(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function safeText(value: unknown): string {
  try {
    return cellText(value);
  } catch {
    return String(value);
  }
}
