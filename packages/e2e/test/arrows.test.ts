import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const packages = fileURLToPath(new URL('../../', import.meta.url));
const builtins = new Set(builtinModules);

/** What each package may import, as the packages build on each other. */
const rules: Record<string, { ours: string[]; others: string[]; node: boolean | string[] }> = {
  core: { ours: [], others: ['ky', 'zod/mini', 'fastest-levenshtein'], node: false },
  auth: { ours: ['@clio/core'], others: [], node: false },
  node: {
    ours: ['@clio/core', '@clio/auth'],
    others: Object.keys(manifest('node').dependencies ?? {}),
    node: true,
  },
  sandbox: {
    ours: [],
    others: Object.keys(manifest('sandbox').dependencies ?? {}),
    // The rest runs in a browser; what listens on a port is loaded when it is asked for.
    node: ['http/', 'cli/'],
  },
  cli: {
    ours: ['@clio/core', '@clio/auth', '@clio/node', '@clio/sandbox'],
    others: Object.keys({
      ...manifest('cli').dependencies,
      ...manifest('cli').devDependencies,
    }),
    node: true,
  },
};

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

function manifest(name: string): Manifest {
  return JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8'));
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs|js)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/\.test\.ts$|\.bench\.(ts|mjs)$/.test(file));
}

function importsOf(file: string): string[] {
  return ts
    .preProcessFile(readFileSync(file, 'utf8'), true, true)
    .importedFiles.map((found) => found.fileName);
}

/** `@clio/core/points` → `@clio/core`, `ajv/dist/2020.js` → `ajv`, `@scope/name/x` → `@scope/name`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function allowed(specifier: string, file: string, rule: (typeof rules)[string]): boolean {
  if (specifier.startsWith('.')) return true;
  const bare = specifier.replace(/^node:/, '');
  if (specifier.startsWith('node:') || builtins.has(bare)) {
    return Array.isArray(rule.node)
      ? rule.node.some((folder) => file.startsWith(folder))
      : rule.node;
  }
  if (specifier.startsWith('@clio/')) return rule.ours.includes(packageOf(specifier));
  return rule.others.includes(specifier) || rule.others.includes(packageOf(specifier));
}

describe('packages import only along the arrows', () => {
  for (const [name, rule] of Object.entries(rules)) {
    it(name, () => {
      const source = join(packages, name, 'src');
      const files = sourceFiles(source);
      expect(files.length).toBeGreaterThan(0);
      const wrong = files.flatMap((file) => {
        const place = relative(source, file).replaceAll('\\', '/');
        return importsOf(file)
          .filter((specifier) => !allowed(specifier, place, rule))
          .map((specifier) => `${name}/src/${place} imports ${specifier}`);
      });
      expect(wrong).toEqual([]);
    });
  }

  it('declares each of our packages that it imports', () => {
    for (const name of ['auth', 'node', 'sandbox']) {
      const declared = Object.keys(manifest(name).dependencies ?? {}).filter((d) =>
        d.startsWith('@clio/'),
      );
      expect(declared.sort(), name).toEqual([...(rules[name]?.ours ?? [])].sort());
    }
  });

  it('would notice a wrong arrow', () => {
    const core = rules.core as (typeof rules)[string];
    expect(allowed('@clio/auth', 'x.ts', core)).toBe(false);
    expect(allowed('node:fs', 'x.ts', core)).toBe(false);
    expect(allowed('zod', 'x.ts', core)).toBe(false);
    expect(allowed('zod/mini', 'x.ts', core)).toBe(true);
  });
});

describe('ky stays behind one file', () => {
  it('core imports ky in transport/ky.ts only', () => {
    const source = join(packages, 'core', 'src');
    const users = sourceFiles(source).filter((file) => importsOf(file).includes('ky'));
    expect(users.map((file) => relative(source, file))).toEqual([join('transport', 'ky.ts')]);
  });
});

describe('no package re-exports what another one owns', () => {
  // The command line has no importers; its lazy modules may gather what they load.
  for (const name of Object.keys(rules).filter((each) => each !== 'cli')) {
    it(name, () => {
      const wrong = sourceFiles(join(packages, name, 'src')).filter((file) =>
        /export\s+(?:type\s+)?(?:\*|\{[^}]*\})\s+from\s+['"]@clio\//.test(
          readFileSync(file, 'utf8'),
        ),
      );
      expect(wrong.map((file) => relative(packages, file))).toEqual([]);
    });
  }
});
