import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { mountedOperations } from './mountedOperations.js';

const source = fileURLToPath(new URL('../src', import.meta.url));
const tests = [source, fileURLToPath(new URL('.', import.meta.url))]
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => readFileSync(file, 'utf8'));

describe('operations that the server mounts', () => {
  it('are all here', () => {
    expect(mountedOperations).toHaveLength(51);
    expect(new Set(mountedOperations.map(({ method, path }) => `${method} ${path}`)).size).toBe(51);
  });

  for (const operation of mountedOperations) {
    const { method, path, function: name, folder = '', entry = '.', none } = operation;
    if (name === undefined) {
      it(`${method} ${path} has none, because: ${none}`, () => expect(none).toMatch(/\w/));
      continue;
    }
    describe(`${method} ${path}: ${name}`, () => {
      const file = join(source, folder, `${name}.ts`);
      const text = existsSync(file) ? readFileSync(file, 'utf8') : '';

      it('has a function in a file of its name', () => {
        expect(text).toMatch(new RegExp(`export (async )?function\\*? ${name}\\b`));
      });

      it('is public', async () => {
        const index = join(source, entry, 'index.ts');
        expect(await import(/* @vite-ignore */ index)).toHaveProperty(name);
      });

      it('has a doc comment with an example that calls it', () => {
        const comment = new RegExp(
          `/\\*\\*(?:(?!\\*/)[^])*?@example(?:(?!\\*/)[^])*?\\b${name}\\((?:(?!\\*/)[^])*?\\*/\\s*export (?:async )?function\\*? ${name}\\b`,
        );
        expect(text).toMatch(comment);
      });

      // An address is made of what the caller gives, and has no answer to check.
      if (!/^create\w+Url$/.test(name)) {
        it('has a schema', () => {
          expect(text).toMatch(
            /\b(readJson|readNull|readRecords|readSignatures|readAnnotations|planAnnotations)\b/,
          );
        });
      }

      it('has a test that calls it', () => {
        expect(tests.some((test) => new RegExp(`\\b${name}\\(`).test(test))).toBe(true);
      });
    });
  }
});
