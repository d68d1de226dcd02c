import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitest/config';

const local = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What Docusaurus' bundler provides to client code; the tests run the same code in Node. */
export default defineConfig({
  resolve: {
    alias: [
      {find: /^docusaurus-theme-askdocs\/client$/, replacement: local('src/client/index.ts')},
      {find: /^@theme\/(AskDocs.*)$/, replacement: local('src/theme/$1')},
      {find: /^@generated\/(.*)$/, replacement: local('tests/unit/generated/$1.ts')},
      {find: '@docusaurus/Translate', replacement: local('tests/unit/generated/Translate.ts')},
      {find: '@docusaurus/router', replacement: 'react-router-dom'},
    ],
  },
  test: {include: ['tests/unit/**/*.test.{ts,tsx}']},
});
