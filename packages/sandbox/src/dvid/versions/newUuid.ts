/** 32 random hexadecimal digits, as the server makes UUIDs (of version 4). */
export function newUuid(random: () => number): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16));
  digits[12] = 4;
  digits[16] = 8 + ((digits[16] ?? 0) % 4);
  return digits.map((digit) => digit.toString(16)).join('');
}
