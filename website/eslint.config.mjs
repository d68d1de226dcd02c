import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {ignores: ['**/build/', '**/lib/', '**/.docusaurus/', '**/node_modules/', 'test-results/', '**/*.js', '**/*.mjs']},
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  reactHooks.configs.flat.recommended,
  {
    languageOptions: {
      parserOptions: {
        project: [
          './tsconfig.json',
          './packages/*/tsconfig.json',
          './packages/*/tsconfig.client.json',
          './packages/*/tests/tsconfig.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // `record['name']` marks what comes from outside and is not known to be there.
      '@typescript-eslint/dot-notation': 'off',
      // Numbers are fine in text.
      '@typescript-eslint/restrict-template-expressions': ['error', {allowNumber: true}],
      // An arrow function that returns nothing reads best on one line.
      '@typescript-eslint/no-confusing-void-expression': ['error', {ignoreArrowShorthand: true}],
    },
  },
  {
    files: ['**/*.d.ts'],
    // An import would turn these ambient declarations into a module.
    rules: {'@typescript-eslint/triple-slash-reference': 'off'},
  },
  {
    files: ['e2e/**'],
    rules: {
      // Playwright's fixtures ask for an empty pattern where they need nothing, and their `use` is no hook.
      'no-empty-pattern': 'off',
      'react-hooks/rules-of-hooks': 'off',
    },
  },
);
