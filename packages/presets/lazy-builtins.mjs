/**
 * An esbuild plugin: modules of Node's that are loaded at the first use of something in them, and not at the start of
 * the program. Meant for those that few runs need and that take their time to load.
 */
export function lazyBuiltins(names) {
  return {
    name: 'lazy-builtins',
    setup(build) {
      build.onResolve({ filter: new RegExp(`^(${names.join('|')})$`) }, ({ path, kind }) =>
        // An import that runs when it is needed is lazy by itself.
        kind === 'dynamic-import' ? { path, external: true } : { path, namespace: 'lazy-builtin' },
      );
      build.onLoad({ filter: /.*/, namespace: 'lazy-builtin' }, ({ path }) => {
        // Getters that are there by name: who imports the module copies them without calling one.
        const getters = Object.keys(process.getBuiltinModule(path)).map(
          (name) =>
            `get ${name}() { return process.getBuiltinModule(${JSON.stringify(path)}).${name}; }`,
        );
        return { contents: `module.exports = { ${getters.join(',\n')} };` };
      });
    },
  };
}
