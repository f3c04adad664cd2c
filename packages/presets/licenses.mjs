import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes `THIRD-PARTY-LICENSES` into the folder of a build: name, version and licence text of each
 * package that its files hold, as their licences ask for. The build's list of files, which says which these are,
 * is removed.
 */
export function bundledLicenses(folder) {
  const list = readdirSync(folder).find((name) => /^metafile-.*\.json$/.test(name));
  if (list === undefined) throw new Error(`${folder} has no list of the files that were bundled`);
  const path = join(folder, list);
  const { inputs } = JSON.parse(readFileSync(path, 'utf8'));
  const packages = new Map();
  for (const input of Object.keys(inputs)) {
    if (!input.includes('node_modules/')) continue;
    const root = packageRoot(input);
    const { name, version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    packages.set(`${name} ${version}${license ? ` (${license})` : ''}`, licenseText(root));
  }
  const sections = [...packages].sort().map(([title, text]) => `${title}\n\n${text}`);
  writeFileSync(
    join(folder, 'THIRD-PARTY-LICENSES'),
    ['The files of this folder hold these packages.', ...sections].join(
      `\n\n${'-'.repeat(80)}\n\n`,
    ),
  );
  rmSync(path);
}

/** The folder of the package that a file belongs to: the nearest one with a name and a version. */
function packageRoot(file) {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && 'version' in JSON.parse(readFileSync(manifest, 'utf8')))
      return folder;
  }
  throw new Error(`${file} belongs to no package`);
}

function licenseText(root) {
  const file = readdirSync(root).find((name) => /^licen[cs]e/i.test(name));
  return file === undefined
    ? '(The package brings no text.)'
    : readFileSync(join(root, file), 'utf8').trim();
}
