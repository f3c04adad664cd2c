import type { View } from '../NeuronjsonData.js';

export function validateRecord(_view: View, body: Uint8Array): Uint8Array {
  return body;
}
