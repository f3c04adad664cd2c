/**
 * A value in the form in which it is read back: a safe `bigint` becomes a `number`, `-0` becomes 0,
 * members that are `undefined` go. Without this, `5n` and 5 would count as a difference.
 */
export function toStoredValue(value: unknown): unknown {
  return stored(value, new Set());
}

/** `open`: what the value stands in; what holds itself stays as it is, and is refused later. */
function stored(value: unknown, open: Set<object>): unknown {
  switch (typeof value) {
    case 'bigint': {
      const number = Number(value);
      return Number.isSafeInteger(number) ? number : value;
    }
    case 'number':
      return value === 0 ? 0 : value;
    case 'object':
      if (value === null || open.has(value)) return value;
      open.add(value);
      try {
        return storedMembers(value, open);
      } finally {
        open.delete(value);
      }
    default:
      return value;
  }
}

function storedMembers(value: object, open: Set<object>): unknown {
  if (Array.isArray(value)) return value.map((member) => stored(member, open));
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) {
    return value;
  }
  // fromEntries makes `__proto__` a plain property.
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, stored(member, open)]),
  );
}
