// Compiles src/ to lib/: ES modules with their types, for bundlers.
import {execFileSync} from 'node:child_process';
import {cpSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

rmSync(join(root, 'lib'), {recursive: true, force: true});
execFileSync(process.execPath, [tsc, '--project', join(root, 'tsconfig.build.json')], {stdio: 'inherit'});
cpSync(join(root, 'src', 'styles', 'launcher.css'), join(root, 'lib', 'launcher.css'));
