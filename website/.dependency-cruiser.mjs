/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Of two files that need each other, what both need belongs into a third. Types count too.',
      severity: 'error',
      // A component takes its own Props from `@theme/…`, as Docusaurus declares them: that is no circle.
      from: {path: '^(.+)$'},
      to: {circular: true, pathNot: '^$1$'},
    },
    {
      name: 'every-import-is-found',
      comment:
        'A circle over an import that is not found would not be seen. What Docusaurus itself provides is excepted.',
      severity: 'error',
      from: {},
      to: {
        couldNotResolve: true,
        pathNot: '^@((docusaurus|generated|site|theme-init|theme-original)/|theme/(?!AskDocs))',
      },
    },
  ],
  options: {
    doNotFollow: {path: 'node_modules'},
    exclude: {path: '(^|/)(lib|build[^/]*|\\.docusaurus|test-results)/'},
    tsConfig: {fileName: 'tsconfig.imports.json'},
    tsPreCompilationDeps: true, // imports of types too
    enhancedResolveOptions: {exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default']},
  },
};
