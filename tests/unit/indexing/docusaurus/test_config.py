"""What a configuration's text tells."""

import pytest

from indexing.docusaurus.config import load_config
from indexing.errors import ReadingError
from indexing.markdown import MarkdownOptions
from indexing.model import SiteOptions
from indexing.opening import find_config
from tests.support.site_files import WriteSite


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
