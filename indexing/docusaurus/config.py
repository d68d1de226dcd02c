"""What a site's configuration file says, as far as its text tells without running it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from indexing.docusaurus.configuration import read_configuration
from indexing.docusaurus.docs_plugins import DocsOptions, find_docs_plugins, override_docs
from indexing.errors import ReadingError
from indexing.files.loading import load_text
from indexing.javascript import UNKNOWN, get_list, get_mapping, get_text, get_texts
from indexing.markdown import MarkdownOptions
from indexing.model import SiteOptions


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """A site's configuration. `assumptions` are sentences about what its text does not say."""

    url: str
    base_url: str
    trailing_slash: bool | None
    locales: tuple[str, ...]
    """The first is the default."""
    locale_paths: Mapping[str, str]
    """The folder of a locale's translations, where it does not have the locale's name."""
    locale_base_urls: Mapping[str, str]
    locale_urls: Mapping[str, str]
    i18n_path: str
    markdown: MarkdownOptions
    docs: tuple[DocsOptions, ...]
    assumptions: tuple[str, ...]


def load_config(path: Path, options: SiteOptions) -> SiteConfig:
    """What the file says, unless `options` say it. Raises ReadingError when neither names the site's address."""
    values, assumptions = read_configuration(path, load_text(path).text)
    url = options.site_url or get_text(values, "url")
    if not url:
        message = f"The address of the site does not stand in {path.name} as a plain string. Pass --site-url https://…"
        raise ReadingError(message)
    base_url = options.base_url or get_text(values, "baseUrl")
    if not base_url:
        base_url = "/"
        assumptions.append(f"The base URL is / because {path.name} does not say it plainly (--base-url overrides).")
    trailing_slash = options.trailing_slash
    if trailing_slash is None:
        found = values.get("trailingSlash")
        trailing_slash = found if isinstance(found, bool) else None
        if found is UNKNOWN:
            assumptions.append(
                f"URLs keep the slash at their end as Docusaurus does by default, because {path.name} "
                "does not say trailingSlash plainly (--trailing-slash or --no-trailing-slash overrides)."
            )
    i18n = get_mapping(values, "i18n")
    default = get_text(i18n, "defaultLocale") or options.locale or "en"
    if values.get("i18n") is UNKNOWN or (i18n and not get_text(i18n, "defaultLocale")):
        assumptions.append(
            f"The only locale is {default} because {path.name} does not say it plainly (--locale overrides)."
        )
    locale_configs = get_mapping(i18n, "localeConfigs")
    configs = {name: get_mapping(locale_configs, name) for name in locale_configs}
    docs = find_docs_plugins(values)
    if docs and UNKNOWN in (*get_list(values, "plugins"), *get_list(values, "presets")):
        assumptions.append(
            f"The plugins in {path.name} that are no plain literals hold no docs (index the build otherwise)."
        )
    unknown = [name for one in docs for name in one.unknown]
    if unknown:
        assumptions.append(
            f"{path.name} does not say plainly what it sets of the docs: {', '.join(dict.fromkeys(unknown))}; "
            "Docusaurus' defaults hold there (--docs-path and --route-base-path override)."
        )
    if not docs:
        docs = [DocsOptions()]
        assumptions.append(
            f"The docs are in the folder docs and served under /docs, because {path.name} does not "
            "say it plainly (--docs-path and --route-base-path override)."
        )
    return SiteConfig(
        url=url.rstrip("/"),
        base_url=base_url,
        trailing_slash=trailing_slash,
        locales=tuple(dict.fromkeys((default, *get_texts(i18n, "locales")))),
        locale_paths={name: found for name, config in configs.items() if (found := get_text(config, "path"))},
        locale_base_urls={name: found for name, config in configs.items() if (found := get_text(config, "baseUrl"))},
        locale_urls={name: found for name, config in configs.items() if (found := get_text(config, "url"))},
        i18n_path=get_text(i18n, "path") or "i18n",
        markdown=_find_markdown(values),
        docs=tuple(override_docs(docs, options)),
        assumptions=tuple(assumptions),
    )


def create_plain_config(path: Path, options: SiteOptions) -> SiteConfig:
    """The configuration of a folder that has no such file. Raises ReadingError when the options name no address."""
    if not options.site_url:
        message = f"Where the pages of {path} are published is not known. Pass --site-url https://…, or name it {path}=https://…"
        raise ReadingError(message)
    base_url, route = options.base_url or "/", options.route_base_path or "/"
    assumptions = ["URLs follow Docusaurus' rules for files, without a site's configuration."]
    if not options.base_url and not options.route_base_path:
        assumptions.append("The pages stand at the site's root (--base-url and --route-base-path override).")
    return SiteConfig(
        url=options.site_url.rstrip("/"),
        base_url=base_url,
        trailing_slash=options.trailing_slash,
        locales=(options.locale,),
        locale_paths={},
        locale_base_urls={},
        locale_urls={},
        i18n_path="",
        markdown=MarkdownOptions(),
        docs=(DocsOptions(path=options.docs_path or ".", route_base_path=route),),
        assumptions=tuple(assumptions),
    )


def _find_markdown(values: Mapping[str, object]) -> MarkdownOptions:
    given = get_mapping(values, "markdown")
    name = get_text(given, "format")
    future = get_mapping(values, "future")
    is_like_v4 = future.get("v4") is True or get_mapping(future, "v4").get("mdx1CompatDisabledByDefault") is True
    return MarkdownOptions(
        format="detect" if name == "detect" else "md" if name == "md" else "mdx",
        keeps_case=get_mapping(given, "anchors").get("maintainCase") is True,
        has_emoji=given.get("emoji") is not False,
        has_comment_ids=get_mapping(given, "mdx1Compat").get("comments", not is_like_v4) is False,
    )
