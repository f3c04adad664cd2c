import { expect, it } from 'vitest';
import { showValue } from './showValue.js';

// First in its file: nothing has been loaded yet that measures texts.
it('shows texts of any script before anything has measured them', () => {
  expect(showValue('日本')).toBe('"日本"');
  expect(showValue({ ä: ['é'] })).toBe('{"ä":["é"]}');
});

it('shortens without splitting a character', () => {
  expect(showValue('x'.repeat(100), 10)).toBe('"xxxxxxxx…');
  expect(showValue('👩‍🔬'.repeat(100), 4)).toBe('"👩‍🔬👩‍🔬…');
  expect(showValue('日'.repeat(100), Number.POSITIVE_INFINITY)).toBe(`"${'日'.repeat(100)}"`);
});
