import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const packages = fileURLToPath(new URL('../../', import.meta.url));

/** Source file of a public entry: `./points` → src/points/index.ts. */
function entries(name: string): [string, string][] {
  const { exports = {} } = JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8'));
  return Object.keys(exports)
    .filter((key) => key !== './package.json')
    .map((key) => [
      join(`@clio/${name}`, key).replaceAll('\\', '/'),
      join(packages, name, 'src', key, 'index.ts'),
    ]);
}

/** Exported names, values and types told apart, sorted. */
function namesOf(files: string[]): Map<string, string[]> {
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    noEmit: true,
    skipLibCheck: true,
    noLib: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  return new Map(
    files.map((file) => {
      const source = program.getSourceFile(file);
      const symbol = source && checker.getSymbolAtLocation(source);
      const found = symbol ? checker.getExportsOfModule(symbol) : [];
      return [
        file,
        found
          .map((each) => {
            const target =
              each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each;
            return `${target.flags & ts.SymbolFlags.Value ? '' : 'type '}${each.name}`;
          })
          .sort(),
      ];
    }),
  );
}

describe('public names', () => {
  const all = readdirSync(packages)
    .filter((name) => !['presets', 'fixtures', 'e2e', 'cli'].includes(name))
    .flatMap(entries);
  const names = namesOf(all.map(([, file]) => file));

  for (const [specifier, file] of all) {
    // A change here is a change for users: accept it with `npx vitest run --project e2e -u`, and
    // write a changeset.
    it(specifier, async () => {
      const list = names.get(file) ?? [];
      expect(list.length).toBeGreaterThan(0);
      await expect(`${list.join('\n')}\n`).toMatchFileSnapshot(
        `public-names/${specifier.replace('@clio/', '').replaceAll('/', '-')}.txt`,
      );
    });
  }

  it('gives each name one home', () => {
    const homes = new Map<string, string[]>();
    for (const [specifier, file] of all) {
      for (const name of names.get(file) ?? []) {
        homes.set(name, [...(homes.get(name) ?? []), specifier]);
      }
    }
    expect([...homes].filter(([, where]) => where.length > 1)).toEqual([]);
  });
});
