import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder for the tests of one file, deleted after them. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'clio-node-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An unsigned JSON Web Token with these claims. */
export function jwt(claims: unknown): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256' })}.${part(claims)}.sig`;
}
