const base64url = (text: string): string => Buffer.from(text).toString('base64url');

/** An unsigned JSON Web Token with these claims; `signature` goes at its end as it is. */
export function jwt(
  claims: unknown,
  header: unknown = { alg: 'HS256' },
  signature = 'sig',
): string {
  return `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(claims))}.${signature}`;
}

export const server = 'https://clio.example.org';
export const seconds = (date: string): number => Date.parse(date) / 1000;
