"""Which object of a file is its configuration."""

import pytest

from indexing.docusaurus.config import SiteConfig, load_config
from indexing.errors import ReadingError
from indexing.model import SiteOptions
from indexing.opening import find_config
from tests.support.site_files import WriteSite

_OBJECT = (
    "{title: 'T', url: 'https://docs.example.org', baseUrl: '/p/', presets: [['classic', {docs: {path: 'text'}}]]}"
)


def _load(write_site: WriteSite, text: str, **others: str) -> SiteConfig:
    name = "docusaurus.config.ts"
    path = find_config(write_site({name: text, **{key.replace("__", "."): value for key, value in others.items()}}))
    assert path is not None
    return load_config(path, SiteOptions())


_FILES = """
const card = {title: 'no', url: 'https://wrong.example'};
module.exports = OBJECT;
---
const first = f({title: 'no', baseUrl: '/no/', plugins: []});
export default OBJECT;
---
function help() { return {title: 'no', url: 'https://no.example'}; }
const c = OBJECT;
module.exports = c;
---
const c: Config = OBJECT;
export {c as default};
export const other = {url: 'https://no.example'};
---
export default async function create() {
  const x = {url: 'no'};
  return OBJECT;
}
---
export default (async () => {
  await f({title: 'no'});
  return OBJECT;
})();
---
export default (env = {}) => (OBJECT);
---
module.exports = function () {
  if (x) { return {title: 'no'}; }
  return OBJECT;
};
---
import {defineConfig} from 'tool';
export default defineConfig(OBJECT satisfies Config);
---
export default defineConfig(async () => (OBJECT));
---
const c = OBJECT;
const wrapped = defineTheme(defineConfig(c));
export default wrapped;
---
exports.default = OBJECT;
---
export = OBJECT;
---
const base = {url: 'https://wrong.example', title: 'T'};
module.exports = {...base, ...OBJECT};
---
const base = OBJECT;
module.exports = Object.assign({}, base, {tagline: 'x'});
---
const {url, rest} = {url: 'https://docs.example.org', rest: 1};
const docs = {path: 'te' + 'xt'};
module.exports = {title: 'T', url, baseUrl: `/${'p'}/`, presets: [['classic', {docs}]]};
---
module.exports = {title: 'T', url: 'https://old.example', baseUrl: '/'};
module.exports.url = 'https://docs.example.org';
module.exports.baseUrl = '/p/';
module.exports.presets = [['classic', {docs: {path: 'text'}}]];
---
const c = {title: 'T', presets: []};
c.url = 'https://docs.example.org';
c.baseUrl = '/p/';
c.presets.push(['classic', {docs: {path: 'text'}}]);
export default c as Config;
---
const c = {};
c['title'] = 'T';
c['url'] = c["baseUrl"] = '/p/';
c.url = 'https://docs.example.org';
c.presets = [...(c.presets ?? []), ['classic', {docs: {path: 'no'}}]];
c.presets[0][1].docs['path'] = 'text';
module.exports = c;
---
const c = <Config>OBJECT;
export default c;
---
class Site {
  static url = 'https://docs.example.org';
  static docs() { return {path: 'text'}; }
}
module.exports = {url: Site.url, get baseUrl() { return '/p/'; }, presets: [['classic', {docs: Site.docs()}]]};
---
exports = module.exports = (0, OBJECT);
---
let c;
if (process.env.NODE_ENV === 'production') { c = OBJECT; } else { c = {url: 'https://no.example'}; }
module.exports = c;
---
module.exports = ({url = 'https://docs.example.org', ...others} = {baseUrl: '/p/'}) => (
  {url, ...others, ...Object.fromEntries([['presets', JSON.parse('[["classic", {"docs": {"path": "text"}}]]')]])}
);
---
function choose(kind) {
  switch (kind) { case 'a': return 'no'; case 'b': case 'c': { return OBJECT; } default: return 'no'; }
}
module.exports = function () {
  if (false) return {url: 'https://no.example'};
  else if (!'') { try { return choose('b'); } catch (error) { return {}; } }
  return {url: 'https://no.example'};
};
---
const {origin, pathname} = new URL('/p/', 'https://docs.example.org/some/where');
const join = (...parts) => parts.join('/');
const baseUrl = pathname.replace('/p/', join('', 'p', ''));
module.exports = {url: origin, baseUrl, presets: [['classic', {docs: {path: 'text'}}]]};
---
const path = require('node:path');
import {join} from 'path';
let part = './te';
part += 'xt';
module.exports = {...OBJECT, presets: [['classic', {docs: {path: join('.', path.basename('/a/b/text'))}}]]};
module.exports.presets[0][1].docs.path = path.join(part, '..', 'text');
---
const c = {presets: []};
Object.assign(c, {url: 'https://docs.example.org'}, {baseUrl: '/p/'});
if (c.url.startsWith('https')) { c.presets = Object.values({a: ['classic', {docs: {path: 'text'}}]}); }
if ([1, 2].includes(3)) c.baseUrl = '/no/';
module.exports = c;
---
// {title: 'no'}
const text = `module.exports = {url: 'https://no.example'}`;
module.exports = OBJECT;
"""


@pytest.mark.parametrize("text", _FILES.split("---\n"))
def test_the_exported_object_is_read_wherever_it_stands_and_no_other(write_site: WriteSite, text: str) -> None:
    config = _load(write_site, text.replace("OBJECT", _OBJECT))
    assert (config.url, config.base_url) == ("https://docs.example.org", "/p/")
    assert [docs.path for docs in config.docs] == ["text"]
    assert config.assumptions == ()


def test_what_stands_in_files_beside_it_is_read_too(write_site: WriteSite) -> None:
    config = _load(
        write_site,
        "import site, {docs} from './site';\nconst {version} = require('./package.json');\n"
        "export default {url: site.url, baseUrl: `/v${version}/`, presets: [['classic', {docs}]]};",
        site__ts="export const docs = {path: 'text'};\nexport default {url: 'https://docs.example.org'};",
        package__json='{"version": "2"}',
    )
    assert (config.url, config.base_url, config.docs[0].path) == ("https://docs.example.org", "/v2/", "text")


def test_a_plugin_is_known_by_the_package_that_a_name_is_imported_from(write_site: WriteSite) -> None:
    config = _load(
        write_site,
        "import docs from '@docusaurus/plugin-content-docs';\n"
        "export default {url: 'https://x.example', baseUrl: '/', plugins: [\n"
        "  [docs, {id: 'a', path: 'a'}], [require.resolve('@docusaurus/plugin-content-docs'), {id: 'b', path: 'b'}],\n"
        "  ...['c', 'd'].map((id) => ['content-docs', {id, path: `texts/${id}`}]), own,\n]};\nfunction own() {}",
    )
    assert [(docs.id, docs.path) for docs in config.docs] == [
        ("a", "a"), ("b", "b"), ("c", "texts/c"), ("d", "texts/d"),
    ]  # fmt: skip
    assert config.assumptions == ()


def test_what_depends_on_the_world_outside_is_said(write_site: WriteSite) -> None:
    config = _load(
        write_site,
        "const c = {url: process.env.URL ?? 'https://docs.example.org', baseUrl: '/', presets: ['classic']};\n"
        "c.plugins = [];\n"
        "for (const x of list()) { c.plugins.push(x); }\nmodule.exports = withTheme({...c, ...more()});",
    )
    said = " ".join(config.assumptions)
    assert all(part in said for part in ("withTheme(…)", "process.env.URL", "`...`", "plugins"))


def test_paths_are_put_together_from_the_folder_of_the_file(write_site: WriteSite) -> None:
    config = _load(
        write_site,
        "const path = require('path');\nexport default {url: 'https://x.example', baseUrl: '/',"
        " presets: [['classic', {docs: {path: path.resolve(__dirname, '..', 'texts')}}]]};",
    )
    assert config.docs[0].path.endswith("/texts")
    assert config.docs[0].path.startswith("/")


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ("docs: {path: find(), routeBasePath: '/'}", "path"),
        ("docs: {...shared(), path: 'a'}", "options added by `...`"),
        ("docs: create()", "all of its options"),
        ("...create()", "all of its options"),
    ],
)
def test_options_of_the_docs_that_must_run_are_said(write_site: WriteSite, options: str, named: str) -> None:
    text = f"export default {{url: 'https://x.example', baseUrl: '/', presets: [['classic', {{{options}}}]]}};"
    assert f"of the docs: {named};" in " ".join(_load(write_site, text).assumptions)


@pytest.mark.parametrize(
    "change",
    [
        "['a'].forEach((name) => { c.baseUrl = name; });",
        "for (const name of ['a']) c.baseUrl = name;",
        "if (unknown()) { c.baseUrl = '/no/'; }",
        "c[unknown()] = '/no/';",
        "change(c);",
        "c.baseUrl += unknown();",
        "Object.assign(c, unknown());",
        "delete c.baseUrl;",
    ],
)
def test_a_change_that_must_run_is_said(write_site: WriteSite, change: str) -> None:
    text = (
        f"const c = {{url: 'https://x.example', baseUrl: '/p/', presets: ['classic']}};\n{change}\nmodule.exports = c;"
    )
    assert len(_load(write_site, text).assumptions) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "module.exports = 5;",
        "const a = {...a}; module.exports = a;",
        "export default f(g(h()));",
        "module.exports = {",
    ],
)
def test_a_file_without_an_address_is_refused_whatever_it_says(write_site: WriteSite, text: str) -> None:
    with pytest.raises(ReadingError, match="--site-url"):
        _load(write_site, text)


@pytest.mark.parametrize(
    ("plugins", "converters"),
    [
        ("[require('@docusaurus/remark-plugin-npm2yarn')]", ("yarn", "pnpm", "bun")),
        ("[[require('@docusaurus/remark-plugin-npm2yarn'), {sync: true, converters: ['pnpm']}]]", ("pnpm",)),
        ("[npm2yarn, math]", ("yarn", "pnpm", "bun")),
        ("[math]", ()),
    ],
)
def test_the_plugin_that_converts_commands_is_found(
    write_site: WriteSite, plugins: str, converters: tuple[str, ...]
) -> None:
    config = _load(
        write_site,
        "import npm2yarn from '@docusaurus/remark-plugin-npm2yarn';\nimport math from 'remark-math';\n"
        f"export default {{url: 'https://x.example', baseUrl: '/', presets: [['classic', "
        f"{{docs: {{remarkPlugins: {plugins}}}}}]]}};",
    )
    assert config.docs[0].npm_converters == converters
