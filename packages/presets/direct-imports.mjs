import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * An esbuild plugin for a bundle with code splitting: `import { a } from '@clio/core'` becomes an import of the file
 * that holds `a`. The bundler puts all files that an index names into one chunk, used or not; without the
 * index, a chunk holds what its commands use.
 *
 * `indexes` are the packages, name to index file.
 */
export function directImports(indexes) {
  const homes = new Map(Object.entries(indexes).map(([name, index]) => [name, homesOf(index)]));
  const names = Object.keys(indexes).join('|');
  const statement = new RegExp(`^(import|export) \\{([^}]*)\\} from '(${names})';`, 'gm');
  return {
    name: 'direct-imports',
    setup(build) {
      build.onLoad({ filter: /packages[\\/]\w+[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        const contents = text.replace(statement, (_, keyword, list, name) =>
          members(list)
            .map(({ outer, inner }) => {
              const home = homes.get(name).get(outer);
              if (!home) throw new Error(`${path} imports ${outer}, which ${name} does not export`);
              return `${keyword} { ${home.name} as ${inner} } from ${JSON.stringify(home.file)};`;
            })
            // All on one line, so that those below keep their numbers.
            .join(' '),
        );
        return { contents, loader: 'ts', resolveDir: dirname(path) };
      });
    },
  };
}

/** Which file holds each value that an index exports, and under which name. */
function homesOf(index) {
  const homes = new Map();
  const text = readFileSync(index, 'utf8');
  for (const [, list, from] of text.matchAll(/^export \{([^}]*)\} from '([^']*)';/gm)) {
    const file = join(dirname(index), from.replace(/\.js$/, '.ts'));
    for (const { outer, inner } of members(list)) homes.set(inner, { file, name: outer });
  }
  return homes;
}

/** `a, type B, c as d` → a and c, under their outer and inner names; types leave nothing in a bundle. */
function members(list) {
  return list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && !part.startsWith('type '))
    .map((part) => {
      const [outer, inner = outer] = part.split(' as ');
      return { outer, inner };
    });
}
