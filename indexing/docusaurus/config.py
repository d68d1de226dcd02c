"""What a site's configuration file says, as far as its text tells without running it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from indexing.docusaurus.js_literals import UNKNOWN, read_objects
from indexing.errors import ReadingError
from indexing.files import read_text
from indexing.markdown.reader import MarkdownOptions
from indexing.model import SiteOptions

CONFIG_NAMES = tuple(f"docusaurus.config.{suffix}" for suffix in ("ts", "mts", "cts", "js", "mjs", "cjs"))
_DOCS_PLUGINS = frozenset({"@docusaurus/plugin-content-docs", "content-docs"})
_KNOWN_KEYS = frozenset({"title", "url", "baseUrl", "presets", "plugins", "themeConfig", "i18n"})


@dataclass(frozen=True, slots=True)
class DocsOptions:
    """The options of one docs plugin."""

    id: str = "default"
    path: str = "docs"
    route_base_path: str = "docs"
    include: tuple[str, ...] = ("**/*.{md,mdx}",)
    exclude: tuple[str, ...] = (
        "**/_*.{js,jsx,ts,tsx,md,mdx}",
        "**/_*/**",
        "**/*.test.{js,jsx,ts,tsx}",
        "**/__tests__/**",
    )
    strips_number_prefixes: bool = True
    includes_current: bool = True
    disables_versioning: bool = False
    last_version: str = ""
    only_versions: tuple[str, ...] = ()
    version_paths: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """A site's configuration. `assumptions` are sentences about what its text does not tell."""

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


def find_config(folder: Path) -> Path | None:
    """The configuration file of the site in `folder` or in its `website` folder."""
    candidates = (folder / below / name for below in ("", "website") for name in CONFIG_NAMES)
    return next((path for path in candidates if path.is_file()), None)


def load_config(path: Path, options: SiteOptions) -> SiteConfig:
    """Reads the file; `options` go before it. Raises ReadingError when the site's address is nowhere to be found."""
    values = next((found for found in read_objects(read_text(path).text) if _KNOWN_KEYS & found.keys()), {})
    assumptions: list[str] = []
    url = options.site_url or _text(values, "url")
    if not url:
        message = f"The address of the site does not stand in {path.name} as a plain string. Pass --site-url https://…"
        raise ReadingError(message)
    base_url = options.base_url or _text(values, "baseUrl")
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
    i18n = _mapping(values, "i18n")
    default = _text(i18n, "defaultLocale") or options.locale or "en"
    if values.get("i18n") is UNKNOWN or (i18n and not _text(i18n, "defaultLocale")):
        assumptions.append(
            f"The only locale is {default} because {path.name} does not say it plainly (--locale overrides)."
        )
    configs = {name: _mapping(_mapping(i18n, "localeConfigs"), name) for name in _mapping(i18n, "localeConfigs")}
    docs = _find_docs(values)
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
        locales=tuple(dict.fromkeys((default, *_texts(i18n, "locales")))),
        locale_paths={name: found for name, config in configs.items() if (found := _text(config, "path"))},
        locale_base_urls={name: found for name, config in configs.items() if (found := _text(config, "baseUrl"))},
        locale_urls={name: found for name, config in configs.items() if (found := _text(config, "url"))},
        i18n_path=_text(i18n, "path") or "i18n",
        markdown=_find_markdown(values),
        docs=tuple(_override(docs, options)),
        assumptions=tuple(assumptions),
    )


def _find_markdown(values: Mapping[str, object]) -> MarkdownOptions:
    given = _mapping(values, "markdown")
    name = _text(given, "format")
    future = _mapping(values, "future")
    is_like_v4 = future.get("v4") is True or _mapping(future, "v4").get("mdx1CompatDisabledByDefault") is True
    return MarkdownOptions(
        format="detect" if name == "detect" else "md" if name == "md" else "mdx",
        keeps_case=_mapping(given, "anchors").get("maintainCase") is True,
        has_comment_ids=_mapping(given, "mdx1Compat").get("comments", not is_like_v4) is False,
    )


def _find_docs(values: Mapping[str, object]) -> list[DocsOptions]:
    found: list[DocsOptions] = []
    for preset in _list(values, "presets"):
        if isinstance(preset, str):
            found.append(DocsOptions())
        elif isinstance(preset, list) and preset and _has_docs(preset[0]):
            given = preset[1] if len(preset) > 1 and isinstance(preset[1], dict) else {}
            if given.get("docs") is not False:
                found.append(_read_docs(_mapping(given, "docs")))
    for plugin in _list(values, "plugins"):
        if isinstance(plugin, str) and plugin in _DOCS_PLUGINS:
            found.append(DocsOptions())
        elif isinstance(plugin, list) and plugin and _is_docs_plugin(plugin):
            found.append(_read_docs(plugin[1] if len(plugin) > 1 and isinstance(plugin[1], dict) else {}))
    return found


def _has_docs(name: object) -> bool:
    return name is UNKNOWN or (isinstance(name, str) and "classic" in name)


def _is_docs_plugin(plugin: list[object]) -> bool:
    if isinstance(plugin[0], str):
        return plugin[0] in _DOCS_PLUGINS
    options = plugin[1] if len(plugin) > 1 else None  # named by `require.resolve(…)`
    return isinstance(options, dict) and ("sidebarPath" in options and "routeBasePath" in options)


def _read_docs(given: Mapping[str, object]) -> DocsOptions:
    default = DocsOptions()
    versions = _mapping(given, "versions")
    route = given.get("routeBasePath")
    return DocsOptions(
        id=_text(given, "id") or default.id,
        path=_text(given, "path") or default.path,
        route_base_path=route if isinstance(route, str) else default.route_base_path,
        include=_texts(given, "include") or default.include,
        exclude=_texts(given, "exclude") or default.exclude,
        strips_number_prefixes=given.get("numberPrefixParser") is not False,
        includes_current=given.get("includeCurrentVersion") is not False,
        disables_versioning=given.get("disableVersioning") is True,
        last_version=_text(given, "lastVersion"),
        only_versions=_texts(given, "onlyIncludeVersions"),
        version_paths={
            name: cast("str", _mapping(versions, name)["path"])
            for name in versions
            if isinstance(_mapping(versions, name).get("path"), str)
        },
    )


def _override(docs: list[DocsOptions], options: SiteOptions) -> list[DocsOptions]:
    """The options of the command line are about the first docs plugin, or the one whose folder they name."""
    if not options.docs_path and options.route_base_path is None:
        return docs
    chosen = next((one for one in docs if one.path.strip("./") == options.docs_path.strip("./")), docs[0])
    changed = DocsOptions(
        **{
            **{name: getattr(chosen, name) for name in DocsOptions.__slots__},
            "path": options.docs_path or chosen.path,
            "route_base_path": chosen.route_base_path if options.route_base_path is None else options.route_base_path,
        }
    )
    return [changed if one is chosen else one for one in docs]


def _text(values: Mapping[str, object], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""


def _list(values: Mapping[str, object], key: str) -> list[object]:
    value = values.get(key)
    return value if isinstance(value, list) else []


def _texts(values: Mapping[str, object], key: str) -> tuple[str, ...]:
    return tuple(value for value in _list(values, key) if isinstance(value, str))


def _mapping(values: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = values.get(key)
    return cast("Mapping[str, object]", value) if isinstance(value, dict) else {}
