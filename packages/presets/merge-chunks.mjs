import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rolldown } from 'rolldown';

/**
 * Merges chunks of a build that are loaded together anyway into one file each: esbuild makes a chunk for every
 * set of entries that share code, and at the start of a program each further file costs more than what is in
 * it. The result is CommonJS, which Node loads faster than ES modules.
 *
 * `folder` holds the build, of which `main.js` is the entry, and its list of files. `groups` are lists
 * of source files, by the name of the chunk; a chunk gets what all of them import and no earlier group
 * has. `external` are packages that the build does not hold.
 */
export async function mergeChunks(folder, groups, external = []) {
  const list = readdirSync(folder).find((name) => /^metafile-.*\.json$/.test(name));
  if (list === undefined) throw new Error(`${folder} has no list of the files that were bundled`);
  const { outputs } = JSON.parse(readFileSync(join(folder, list), 'utf8'));
  const chunks = Object.entries(groups).map(([name, entries], index, all) => {
    const files = new Set();
    const add = (path) => {
      if (files.has(basename(path))) return;
      files.add(basename(path));
      for (const { kind, path: imported } of outputs[path].imports)
        if (kind === 'import-statement' && outputs[imported]) add(imported);
    };
    for (const entry of entries) {
      const found = Object.keys(outputs).find((path) => outputs[path].entryPoint === entry);
      if (found === undefined) throw new Error(`${entry} has no chunk of its own`);
      add(found);
    }
    files.delete('main.js');
    return { name, test: (id) => files.has(basename(id)), priority: all.length - index };
  });
  const bundle = await rolldown({
    input: join(folder, 'main.js'),
    platform: 'node',
    external: [/^node:/, ...external],
    logLevel: 'silent',
    onLog(level, log) {
      if (level === 'warn' && log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
    },
  });
  const merged = `${folder}-merged`;
  await bundle.write({
    dir: merged,
    format: 'cjs',
    minify: { compress: false, mangle: false, codegen: true },
    chunkFileNames: '[name]-[hash].js',
    codeSplitting: { groups: chunks },
  });
  for (const name of readdirSync(merged)) writeAscii(join(merged, name));
  renameSync(join(folder, list), join(merged, list));
  rmSync(folder, { recursive: true });
  renameSync(merged, folder);
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
}

/**
 * Writes the characters of a program's texts and patterns that are not ASCII as escapes. One of them alone makes the
 * engine hold and scan all of a file at two bytes a character. A file with raw texts, in which an escape
 * would stay one, is left as it is, and so is a character behind a backslash.
 */
function writeAscii(path) {
  const text = readFileSync(path, 'utf8');
  if (/\bString\.raw\b/.test(text)) return;
  const inAscii = (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join('');
  writeFileSync(path, text.replace(/(?<!\\)[^\0-\x7f]/gu, inAscii));
}
