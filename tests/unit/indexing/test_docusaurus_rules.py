"""File → URL, heading ids, and what a configuration's text tells."""

import pytest

from indexing.docusaurus.config import find_config, load_config
from indexing.docusaurus.heading_ids import Slugger
from indexing.docusaurus.js_literals import UNKNOWN, read_objects
from indexing.docusaurus.routes import create_permalink, create_slug, format_url
from indexing.errors import ReadingError
from indexing.front_matter import split_front_matter
from indexing.globs import match_any
from indexing.markdown import MarkdownOptions
from indexing.model import SiteOptions

from .conftest import WriteSite


@pytest.mark.parametrize(
    ("source", "front_matter", "slug"),
    [
        ("intro.md", "", "/intro"),
        ("index.md", "", "/"),
        ("README.mdx", "", "/"),
        ("guide/index.md", "", "/guide/"),
        ("guide/Guide.md", "", "/guide/"),
        ("01-guide/02-install.md", "", "/guide/install"),
        ("01-num/num.md", "", "/num/num"),
        ("01-num/01-num.md", "", "/num/"),
        ("2024-01-02-news.md", "", "/2024-01-02-news"),
        ("1.2-notes.md", "", "/1.2-notes"),
        ("1 - spaced.md", "", "/spaced"),
        ("01-a/02-b.md", "parse_number_prefixes: false", "/01-a/02-b"),
        ("guide/install.md", "id: set-up", "/guide/set-up"),
        ("guide/index.md", "id: start", "/guide/"),
        ("guide/index.md", "slug: begin", "/guide/begin"),
        ("guide/install.md", "slug: /here/it/is", "/here/it/is"),
        ("guide/install.md", "slug: ../up", "/up"),
        ("guide/install.md", "slug: ./", "/guide/"),
        ("guide/install.md", "slug: /", "/"),
        ("a/b.md", "slug: 7", "/a/7"),
    ],
)
def test_a_file_has_the_slug_that_docusaurus_gives(source: str, front_matter: str, slug: str) -> None:
    assert create_slug(source, split_front_matter(f"---\n{front_matter}\n---\n")) == slug


@pytest.mark.parametrize(
    ("base_url", "parts", "trailing_slash", "path"),
    [
        ("/", ("docs", "", "/guide/"), None, "/docs/guide/"),
        ("/", ("docs", "", "/guide/"), False, "/docs/guide"),
        ("/", ("docs", "", "/guide"), True, "/docs/guide/"),
        ("/", ("/", "", "/"), False, "/"),
        ("/project/", ("/", "", "/"), False, "/project/"),
        ("/project/fr/", ("docs", "1.0", "/a"), None, "/project/fr/docs/1.0/a"),
    ],
)
def test_a_permalink_has_its_parts_and_the_slash_that_is_asked_for(
    base_url: str,
    parts: tuple[str, str, str],
    trailing_slash: bool | None,  # noqa: FBT001 - a case of the table
    path: str,
) -> None:
    assert create_permalink(*parts, base_url=base_url, trailing_slash=trailing_slash) == path


def test_an_address_is_encoded_once() -> None:
    assert format_url("https://example.org/", "/docs/größe a") == "https://example.org/docs/gr%C3%B6%C3%9Fe%20a"
    assert format_url("https://example.org", "/docs/gr%C3%B6%C3%9Fe") == "https://example.org/docs/gr%C3%B6%C3%9Fe"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hello World", "hello-world"),
        ("It's `a_b`, isn't it?", "its-a_b-isnt-it"),
        ("a  b", "a--b"),
        ("1.2.3 → 2.0", "123--20"),
        ("日本語 テキスト", "日本語-テキスト"),
        ("Ünïcode Ⅷ ①", "ünïcode-ⅷ-"),
        ("😀 fun", "-fun"),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_slugs_are_those_of_github(text: str, slug: str) -> None:
    assert Slugger().slug(text) == slug


def test_a_slug_is_never_given_twice() -> None:
    slugger = Slugger()
    assert [slugger.slug(text) for text in ("a", "a-1", "a", "a", "A")] == ["a", "a-1", "a-2", "a-3", "a-4"]


@pytest.mark.parametrize(
    ("path", "glob", "matches"),
    [
        ("a/b/c.md", "**/*.md", True),
        ("c.md", "**/*.md", True),
        ("a/_b/c.md", "**/_*/**", True),
        ("a/b.mdx", "{a,x}/*.{md,mdx}", True),
        ("y/b.mdx", "{a,x}/**", False),
        ("a/b/c.md", "a/*.md", False),
        ("a/b/c.md", "*.md", False),
        ("a/b.md", "a/[bc].md", True),
        ("a/b.md", "a/[!bc].md", False),
        ("a/b.md", "a/?.md", True),
        ("a+b.md", "a+b.md", True),
    ],
)
def test_globs_match_like_those_of_docusaurus(path: str, glob: str, *, matches: bool) -> None:
    assert match_any(path, (glob,)) is matches


def test_a_broken_glob_is_an_error_that_names_it() -> None:
    with pytest.raises(ReadingError, match=r"a/\{b"):
        match_any("a/b", ("a/{b",))


def test_literals_are_read_and_everything_else_is_unknown() -> None:
    text = """
    import x from 'x'; // a comment with { braces
    const base = '/p/';
    const config: Config = {
      title: "It's", /* { */ url: `https://example.org`,
      baseUrl: base, n: -2, ok: true, no: null,
      list: ['a', "b", fn('c'), ['d']],
      call: require('x')({ a: 1 }), env: process.env.X || '/', template: `a${b}`,
      ...spread, method() { return { z: 1 } }, 'quoted-key': 1,
      fn: async ({ a }) => `https://${a}`, base,
      nested: ({ deep: { er: 'x' } }) satisfies Nested,
    };
    export default config;
    """
    found = next(found for found in read_objects(text) if "title" in found)
    assert found == {
        "title": "It's",
        "url": "https://example.org",
        "baseUrl": "/p/",
        "n": -2,
        "ok": True,
        "no": None,
        "list": ["a", "b", UNKNOWN, ["d"]],
        "call": UNKNOWN,
        "env": UNKNOWN,
        "template": UNKNOWN,
        "quoted-key": 1,
        "fn": UNKNOWN,
        "base": "/p/",
        "nested": {"deep": {"er": "x"}},
    }


def test_a_configuration_is_read_without_running_it(write_site: WriteSite) -> None:
    folder = write_site(
        {
            "docusaurus.config.js": """
            module.exports = {
              url: 'https://example.org', baseUrl: '/p/', trailingSlash: false,
              i18n: { defaultLocale: 'en', locales: ['en', 'fr'], localeConfigs: { fr: { path: 'fr-FR' } } },
              presets: [['classic', { docs: { routeBasePath: '/', path: 'content' }, blog: { path: 'b' } }]],
              plugins: [
                ['@docusaurus/plugin-content-docs', { id: 'api', path: 'api', routeBasePath: 'api' }],
                'other',
              ],
            }
            """
        }
    )
    path = find_config(folder)
    assert path is not None
    config = load_config(path, SiteOptions())
    assert (config.url, config.base_url, config.trailing_slash) == ("https://example.org", "/p/", False)
    assert config.locales == ("en", "fr")
    assert config.locale_paths == {"fr": "fr-FR"}
    assert [(docs.id, docs.path, docs.route_base_path) for docs in config.docs] == [
        ("default", "content", "/"),
        ("api", "api", "api"),
    ]
    assert config.assumptions == ()


def test_what_is_not_plain_is_assumed_and_said_with_the_option_that_overrides_it(write_site: WriteSite) -> None:
    folder = write_site(
        {
            "website/docusaurus.config.ts": """
            export default async function create() {
              return { title: 'X', url: process.env.URL, baseUrl: env('B'), trailingSlash: flag, presets: presets() };
            }
            """
        }
    )
    path = find_config(folder)
    assert path is not None
    with pytest.raises(ReadingError, match="--site-url"):
        load_config(path, SiteOptions())
    config = load_config(path, SiteOptions(site_url="https://example.org", route_base_path="/"))
    text = " ".join(config.assumptions)
    assert all(option in text for option in ("--base-url", "--trailing-slash", "--docs-path"))
    assert config.docs[0].route_base_path == "/"


@pytest.mark.parametrize(
    ("settings", "options"),
    [
        ("", MarkdownOptions(format="mdx", has_comment_ids=False)),
        ("future: {v4: true}", MarkdownOptions(format="mdx", has_comment_ids=True)),
        ("future: {v4: {mdx1CompatDisabledByDefault: true}}", MarkdownOptions(format="mdx", has_comment_ids=True)),
        (
            "future: {v4: true}, markdown: {format: 'md', mdx1Compat: {comments: true}}",
            MarkdownOptions(format="md", has_comment_ids=False),
        ),
        (
            "markdown: {format: 'detect', mdx1Compat: {comments: false}, anchors: {maintainCase: true}}",
            MarkdownOptions(format="detect", keeps_case=True, has_comment_ids=True),
        ),
    ],
)
def test_a_configuration_says_how_markdown_is_read(
    settings: str, options: MarkdownOptions, write_site: WriteSite
) -> None:
    folder = write_site(
        {"docusaurus.config.js": f"module.exports = {{url: 'https://e.org', baseUrl: '/', {settings}}}"}
    )
    path = find_config(folder)
    assert path is not None
    assert load_config(path, SiteOptions()).markdown == options
