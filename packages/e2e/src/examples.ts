import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const packages = fileURLToPath(new URL('../../', import.meta.url));

/** An `@example` of a doc comment. */
export interface Example {
  /** Where it stands: `core/src/integers/toBodyId.ts:11`. */
  readonly place: string;
  readonly code: string;
}

/** What a package gives, by name: where it is imported from, and whether it is only a type. */
type PublicNames = Map<string, { readonly from: string; readonly type: boolean }>;

/** The programs that users are shown, and everything they may import. */
export interface Examples {
  readonly examples: readonly Example[];
  readonly names: PublicNames;
}

const settings = (() => {
  const path = join(packages, 'e2e/tsconfig.json');
  const { config } = ts.readConfigFile(path, ts.sys.readFile);
  return ts.parseJsonConfigFileContent(config, ts.sys, join(packages, 'e2e')).options;
})();

/** Source file of each public entry of these packages: `@clio/core/points` → core/src/points/index.ts. */
function entries(names: readonly string[]): [string, string][] {
  return names.flatMap((name) => {
    const { exports } = JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8'));
    return Object.keys(exports)
      .filter((key) => key !== './package.json')
      .map((key): [string, string] => [
        join(`@clio/${name}`, key).replaceAll('\\', '/'),
        join(packages, name, 'src', key, 'index.ts'),
      ]);
  });
}

/**
 * Every `@example` in TypeScript in the doc comments of what these packages export, members included. Found
 * in the text alone, without types, which would take long.
 */
export function findExamples(of: readonly string[]): Examples {
  const files = new Map<string, ts.SourceFile>();
  const parse = (file: string): ts.SourceFile => {
    const known = files.get(file);
    if (known) return known;
    const text = readFileSync(file, 'utf8');
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
    files.set(file, source);
    return source;
  };
  /** The statements that declare a name which a file exports, itself or from another one. */
  const declarationsOf = (file: string, name: string): ts.Statement[] =>
    parse(file).statements.flatMap((statement) => {
      if (!ts.isExportDeclaration(statement)) return declares(statement, name) ? [statement] : [];
      const { exportClause, moduleSpecifier } = statement;
      if (!exportClause || !ts.isNamedExports(exportClause) || !moduleSpecifier) return [];
      const element = exportClause.elements.find((one) => one.name.text === name);
      if (!element || !ts.isStringLiteral(moduleSpecifier)) return [];
      const next = join(file, '..', moduleSpecifier.text.replace(/\.js$/, '.ts'));
      return declarationsOf(next, (element.propertyName ?? element.name).text);
    });
  const names: PublicNames = new Map();
  const examples = new Map<string, Example>();
  for (const [from, file] of entries(of)) {
    for (const name of exportedNames(parse(file))) {
      const declarations = declarationsOf(file, name);
      names.set(name, { from, type: declarations.every(isType) });
      for (const example of declarations.flatMap(examplesIn)) examples.set(example.place, example);
    }
  }
  return { examples: [...examples.values()], names };
}

/** What an entry exports; its list is written by hand. */
function exportedNames(entry: ts.SourceFile): string[] {
  return entry.statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement)) return [];
    const { exportClause } = statement;
    if (!exportClause || !ts.isNamedExports(exportClause))
      throw new Error(`${entry.fileName} exports names that it does not list.`);
    return exportClause.elements.map(({ name }) => name.text);
  });
}

function declares(statement: ts.Statement, name: string): boolean {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.some((one) => one.name.getText() === name);
  return (
    (ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      isType(statement)) &&
    statement.name?.text === name
  );
}

function isType(
  statement: ts.Statement,
): statement is ts.InterfaceDeclaration | ts.TypeAliasDeclaration {
  return ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
}

function examplesIn(node: ts.Statement): Example[] {
  const source = node.getSourceFile();
  const text = source.text.slice(node.getFullStart(), node.end);
  const found: Example[] = [];
  for (const comment of text.matchAll(/\/\*\*.*?\*\//gs)) {
    for (const block of comment[0].matchAll(
      /@example[^@]*?\n\s*\* ```(?:ts|typescript)\n(.*?)\n\s*\* ```/gs,
    )) {
      const code = (block[1] ?? '').replace(/^\s*\* ?/gm, '');
      const at = node.getFullStart() + comment.index + block.index;
      const { line } = source.getLineAndCharacterOfPosition(at);
      const file = source.fileName.slice(packages.length);
      found.push({ place: `${file}:${line + 1}`, code });
    }
  }
  return found;
}

/** Names from Node's modules that an example may use without saying so. */
const nodeNames: Readonly<Record<string, string>> = {
  readFile: 'node:fs/promises',
  writeFile: 'node:fs/promises',
  createReadStream: 'node:fs',
};

/**
 * What is wrong with the types of examples, as `place: message`. Each is a program of its own; public names
 * need no import in it, and neither do these `given` values, by name and type.
 */
export function checkExamples(
  { examples, names }: Examples,
  given: (place: string) => Readonly<Record<string, string>>,
): string[] {
  const folder = join(packages, 'e2e/src');
  const programs = new Map(
    examples.map((example, index) => [
      join(folder, `example-${index}.ts`),
      { example, text: toProgram(example.code, names, given(example.place)) },
    ]),
  );
  const host = ts.createCompilerHost(settings);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => programs.has(file) || fileExists(file);
  host.readFile = (file) => programs.get(file)?.text ?? readFile(file);
  host.getSourceFile = (file, ...rest) => {
    const own = programs.get(file);
    return own
      ? ts.createSourceFile(file, own.text, ts.ScriptTarget.ES2022, true)
      : getSourceFile(file, ...rest);
  };
  const program = ts.createProgram([...programs.keys()], settings, host);
  return [...programs].flatMap(([file, { example }]) => {
    const source = program.getSourceFile(file);
    return [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ].map(
      ({ messageText }) => `${example.place}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  });
}

/** An example as a module: what it uses is imported, given values are declared. */
function toProgram(
  code: string,
  names: PublicNames,
  given: Readonly<Record<string, string>>,
): string {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true);
  const used = new Set<string>();
  const own = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      if (isDeclared(node)) own.add(node.text);
      else if (isUsed(node)) used.add(node.text);
    }
    node.forEachChild(visit);
  };
  visit(source);
  const head: string[] = [];
  const take = (text: string): void => {
    for (const [name] of text.matchAll(/\b[A-Za-z]\w*\b/g)) {
      const home = names.get(name);
      if (home && !own.has(name)) {
        head.push(`import { ${home.type ? 'type ' : ''}${name} } from '${home.from}';`);
        own.add(name);
      }
    }
  };
  for (const name of used) {
    if (own.has(name)) continue;
    if (names.has(name)) take(name);
    else if (nodeNames[name]) head.push(`import { ${name} } from '${nodeNames[name]}';`);
    else if (Object.hasOwn(given, name)) {
      take(given[name] ?? '');
      head.push(`declare const ${name}: ${given[name]};`);
    }
  }
  return `${head.join(' ')} ${code}\nexport {};\n`;
}

function isDeclared(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isImportSpecifier(parent) ||
      ts.isVariableDeclaration(parent) ||
      ts.isBindingElement(parent) ||
      ts.isFunctionDeclaration(parent) ||
      ts.isParameter(parent)) &&
    parent.name === node
  );
}

/** Not the name of a property or a label. */
function isUsed(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return !(ts.isPropertyAssignment(parent) && parent.name === node);
}
