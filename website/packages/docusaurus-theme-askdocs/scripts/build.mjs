// Compiles src/ to lib/: the plugin as CommonJS for Node, the client code as ES modules for the site's bundler.
import {execFileSync} from 'node:child_process';
import {cpSync, existsSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

// In a fresh clone, nobody has compiled the panel yet, whose types are needed here.
const panel = dirname(createRequire(import.meta.url).resolve('askdocs-panel/package.json'));
if (!existsSync(join(panel, 'lib'))) {
  execFileSync(process.execPath, [join(panel, 'scripts', 'build.mjs')], {stdio: 'inherit'});
}

rmSync(join(root, 'lib'), {recursive: true, force: true});
for (const project of ['tsconfig.json', 'tsconfig.client.json']) {
  execFileSync(process.execPath, [tsc, '--project', join(root, project)], {stdio: 'inherit'});
}
cpSync(join(root, 'src', 'theme'), join(root, 'lib', 'theme'), {
  recursive: true,
  filter: (source) => !/\.tsx?$/.test(source),
});
