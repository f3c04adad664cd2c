import { InputError } from '../errors/InputError.js';

/**
 * Refuses what the server's document store cannot hold, before anything is sent: a list inside a
 * list, a field without a name, and whole numbers beyond 64 bits with sign.
 *
 * @param name - what the message calls the value, such as `The value`.
 */
export function checkStorable(value: unknown, name: string): void {
  walk(value, '');

  function walk(part: unknown, place: string): void {
    if (typeof part === 'bigint' && BigInt.asIntN(64, part) !== part) {
      throw refusal(
        place,
        'the server keeps whole numbers from −2^63 to 2^63 − 1; pass it as text',
      );
    }
    if (typeof part !== 'object' || part === null) return;
    if (Array.isArray(part)) {
      part.forEach((item, index) => {
        if (Array.isArray(item)) {
          throw refusal(`${place}[${index}]`, 'the server keeps no list inside a list');
        }
        walk(item, `${place}[${index}]`);
      });
      return;
    }
    for (const [field, member] of Object.entries(part)) {
      if (field === '') throw refusal(place, 'a field has no name');
      walk(member, place === '' ? field : `${place}.${field}`);
    }
  }

  function refusal(place: string, reason: string): InputError {
    return new InputError(
      `${name} cannot be stored${place === '' ? '' : ` at ${place}`}: ${reason}.`,
    );
  }
}
