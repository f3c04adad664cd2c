/** A decimal number without rounding: `digits` times ten to the power of `exponent`. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
  /** The nearest double. */
  readonly value: number;
}

/** Exponents beyond this are not doubles any more, and are not followed. */
const largest = 5000;

/** Reads a JSON number, or a double as JavaScript writes it. */
export function readDecimal(text: string): Decimal {
  const [, sign = '', whole = '0', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const power = Number(exponent) - fraction.length;
  if (Math.abs(power) > largest) throw new RangeError('a number of too many digits');
  return { digits: BigInt(`${sign}${whole}${fraction}`), exponent: power, value: Number(text) };
}

/** Below 0, 0 or above 0 as the first is smaller, equal or larger. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const [one, other] = aligned(a, b);
  return one < other ? -1 : one > other ? 1 : 0;
}

export function isMultiple(value: Decimal, of: Decimal): boolean {
  const [one, other] = aligned(value, of);
  return other !== 0n && one % other === 0n;
}

function aligned(a: Decimal, b: Decimal): [bigint, bigint] {
  const power = Math.min(a.exponent, b.exponent);
  return [
    a.digits * 10n ** BigInt(a.exponent - power),
    b.digits * 10n ** BigInt(b.exponent - power),
  ];
}
