// Bundles the element for any site into a folder: askdocs.js, the panel's code, and what both contain of others.
// Usage: node scripts/element.mjs FOLDER
import {createHash} from 'node:crypto';
import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {basename, dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';
import {build} from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = resolve(process.argv[2] ?? 'dist');
/** What the button says before the panel's code is there. */
const LAUNCHER_WORDS = ['label', 'loading', 'loadError', 'skip', 'askSelection', 'selection'];

const panel = await bundle('panel.tsx', {});
const panelFile = nameFile('panel', panel.code);
const words = readWords();
const wordFiles = Object.entries(words)
  .filter(([language]) => language !== 'en')
  .map(([language, all]) => {
    const code = `askdocs.words=${JSON.stringify(all)};\n`;
    return {language, code, file: nameFile(`words.${language}`, code)};
  });
const script = await bundle('askdocs.ts', {
  __PANEL__: {file: panelFile, integrity: integrity(panel.code)},
  __WORDS__: Object.fromEntries(
    wordFiles.map(({language, code, file}) => [language, {file, integrity: integrity(code)}]),
  ),
  __LAUNCHER_WORDS__: pickLauncherWords(words),
});
const scriptFile = nameFile('askdocs', script.code);

mkdirSync(folder, {recursive: true});
for (const name of readdirSync(folder)) {
  rmSync(join(folder, name), {recursive: true});
}
const files = [{file: 'askdocs.js', code: script.code}, {file: panelFile, code: panel.code}, ...wordFiles];
for (const {file, code} of files) {
  writeFileSync(join(folder, file), code);
  console.log(`${file}: ${code.length} characters, ${gzipSync(code, {level: 9}).length} bytes with gzip`);
}
const immutable = [scriptFile, panelFile, ...wordFiles.map(({file}) => file)];
writeFileSync(
  join(folder, 'files.json'),
  `${JSON.stringify({script: scriptFile, integrity: integrity(script.code), immutable}, null, 2)}\n`,
);
writeFileSync(join(folder, 'LICENSES.txt'), formatLicences([...script.inputs, ...panel.inputs]));

async function bundle(entry, constants) {
  const {outputFiles, metafile} = await build({
    absWorkingDir: root,
    entryPoints: [join('src', 'element', entry)],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none', // they stand in LICENSES.txt
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: {'.css': 'text'},
    alias: {react: 'preact/compat', 'react-dom': 'preact/compat'},
    define: Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, JSON.stringify(value)])),
  });
  return {code: outputFiles[0].text, inputs: Object.keys(metafile.inputs)};
}

function nameFile(name, code) {
  return `${name}.${createHash('sha256').update(code).digest('hex').slice(0, 16)}.js`;
}

function integrity(code) {
  return `sha384-${createHash('sha384').update(code).digest('base64')}`;
}

function readWords() {
  const locales = join(root, 'locales');
  const english = readFileSync(join(root, 'src', 'messages.ts'), 'utf8');
  return {
    en: Object.fromEntries([...english.matchAll(/^  (\w+): '(.*)',$/gm)].map(([, id, words]) => [id, words])),
    ...Object.fromEntries(
      readdirSync(locales).map((file) => [
        basename(file, '.json'),
        JSON.parse(readFileSync(join(locales, file), 'utf8')),
      ]),
    ),
  };
}

function pickLauncherWords(all) {
  return Object.fromEntries(
    Object.entries(all).map(([language, words]) => [
      language,
      Object.fromEntries(LAUNCHER_WORDS.map((id) => [id, words[id]])),
    ]),
  );
}

/** The packages in the bundle, each with its licence in full. */
function formatLicences(inputs) {
  const modules = inputs.flatMap((input) => /^(.*node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+)/.exec(input)?.[1] ?? []);
  return [...new Set(modules)]
    .map((module) => {
      const {name, version, license} = JSON.parse(readFileSync(join(root, module, 'package.json'), 'utf8'));
      const file = readdirSync(join(root, module)).find((one) => /^licen[cs]e/i.test(one));
      const text = readFileSync(join(root, module, file), 'utf8').trim();
      return {name, text: `${name} ${version} (${license})\n\n${text}\n`};
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(({text}) => text)
    .join(`\n${'-'.repeat(80)}\n\n`);
}
