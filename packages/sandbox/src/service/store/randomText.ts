const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A new document id, as the store makes them: 20 letters and digits. */
export function newDocumentId(random: () => number): string {
  return pick(letters, 20, random);
}

/** A new token, as the identity service makes them: 64 hexadecimal digits. */
export function newToken(random: () => number): string {
  return pick('0123456789abcdef', 64, random);
}

function pick(from: string, length: number, random: () => number): string {
  let text = '';
  for (let i = 0; i < length; i++) text += from[Math.floor(random() * from.length)] ?? from[0];
  return text;
}

/** Random numbers that nobody can foresee. */
export function secureRandom(): number {
  const [word = 0] = globalThis.crypto.getRandomValues(new Uint32Array(1));
  return word / 2 ** 32;
}
