import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { must, run } from './run.js';

const packages = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Packs packages of this repository, and all packages from elsewhere that they need at run time, as
 * tarballs into a folder of `work`.
 *
 * @returns the paths of the tarballs.
 */
export async function pack(
  names: readonly string[],
  work: string,
  env: NodeJS.ProcessEnv,
): Promise<string[]> {
  const tarballs = join(work, 'tarballs');
  mkdirSync(tarballs);
  for (const name of names)
    must(
      await run('pnpm', ['pack', '--pack-destination', tarballs], {
        cwd: join(packages, name),
        env,
      }),
    );
  const others = new Map(names.flatMap((name) => [...dependenciesOf(join(packages, name))]));
  for (const [index, folder] of [...others.keys()].entries()) {
    // As it was installed: a registry serves the same files below `package/`.
    const copy = join(work, 'copies', String(index));
    const own = (path: string) => !path.slice(folder.length).includes('node_modules');
    cpSync(folder, join(copy, 'package'), { recursive: true, filter: own });
    must(await run('tar', ['-czf', join(tarballs, `other-${index}.tgz`), '-C', copy, 'package']));
  }
  return readdirSync(tarballs).map((file) => join(tarballs, file));
}

/** Folders of all packages that a package needs at run time, its own siblings left out. */
function dependenciesOf(folder: string, found = new Map<string, string>()): Map<string, string> {
  const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    if (name.startsWith('@clio/')) continue;
    let at = folder;
    while (!existsSync(join(at, 'node_modules', name)) && dirname(at) !== at) at = dirname(at);
    if (!existsSync(join(at, 'node_modules', name))) continue;
    const real = realpathSync(join(at, 'node_modules', name));
    if (found.has(real)) continue;
    found.set(real, name);
    dependenciesOf(real, found);
  }
  return found;
}
