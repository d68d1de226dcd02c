"""The docs plugins that a configuration names, with their options."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from indexing.javascript import REST, UNKNOWN, get_list, get_mapping, get_text, get_texts
from indexing.model import SiteOptions

_NPM_CONVERTERS = ("yarn", "pnpm", "bun")
"""Those of `npm2yarn` when it is given none."""
_READ = ("path", "routeBasePath", "include", "exclude", "versions", "lastVersion", "onlyIncludeVersions")
_DOCS_PLUGINS = frozenset({"@docusaurus/plugin-content-docs", "content-docs"})


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
    version_labels: Mapping[str, str] = field(default_factory=dict)
    npm_converters: tuple[str, ...] = ()
    """The package managers to which its plugin `npm2yarn` converts code blocks."""
    unknown: tuple[str, ...] = ()
    """What the configuration says of the plugin, but not plainly, so that Docusaurus' defaults hold."""


def find_docs_plugins(values: Mapping[str, object]) -> list[DocsOptions]:
    """The options of every docs plugin that a configuration names, that of a preset first."""
    found: list[DocsOptions] = []
    for preset in get_list(values, "presets"):
        if isinstance(preset, str):
            found.append(DocsOptions())
        elif isinstance(preset, list) and preset and _has_docs(preset[0]):
            given = preset[1] if len(preset) > 1 else {}
            docs = (given.get("docs", given.get(REST)) if isinstance(given, dict) else given) or {}
            if not isinstance(given, dict) or given.get("docs") is not False:
                found.append(_read_docs(docs))
    for plugin in get_list(values, "plugins"):
        if isinstance(plugin, str) and plugin in _DOCS_PLUGINS:
            found.append(DocsOptions())
        elif isinstance(plugin, list) and plugin and _is_docs_plugin(plugin):
            found.append(_read_docs(plugin[1] if len(plugin) > 1 else {}))
    return found


def override_docs(docs: list[DocsOptions], options: SiteOptions) -> list[DocsOptions]:
    """The plugins as SiteOptions change them: these are about the first one, or the one whose folder they name."""
    if not options.docs_path and options.route_base_path is None:
        return docs
    chosen = next((one for one in docs if one.path.strip("./") == options.docs_path.strip("./")), docs[0])
    route = chosen.route_base_path if options.route_base_path is None else options.route_base_path
    changed = replace(chosen, path=options.docs_path or chosen.path, route_base_path=route)
    return [changed if one is chosen else one for one in docs]


def _has_docs(name: object) -> bool:
    return name is UNKNOWN or (isinstance(name, str) and "classic" in name)


def _is_docs_plugin(plugin: list[object]) -> bool:
    if isinstance(plugin[0], str):
        return plugin[0] in _DOCS_PLUGINS
    options = plugin[1] if len(plugin) > 1 else None  # named by `require.resolve(…)`
    return isinstance(options, dict) and ("sidebarPath" in options and "routeBasePath" in options)


def _read_docs(options: object) -> DocsOptions:
    """The options of one plugin. What is not known of them is named."""
    default = DocsOptions()
    given = cast("dict[str, object]", options) if isinstance(options, dict) else {}
    unknown = [name for name in _READ if given.get(name) is UNKNOWN]
    if options is UNKNOWN or REST in given:
        unknown.append("all of its options" if options is UNKNOWN else "options added by `...`")
    versions = get_mapping(given, "versions")
    route = given.get("routeBasePath")
    return DocsOptions(
        id=get_text(given, "id") or default.id,
        path=get_text(given, "path") or default.path,
        route_base_path=route if isinstance(route, str) else default.route_base_path,
        include=get_texts(given, "include") or default.include,
        exclude=get_texts(given, "exclude") or default.exclude,
        strips_number_prefixes=given.get("numberPrefixParser") is not False,
        includes_current=given.get("includeCurrentVersion") is not False,
        disables_versioning=given.get("disableVersioning") is True,
        last_version=get_text(given, "lastVersion"),
        only_versions=get_texts(given, "onlyIncludeVersions"),
        npm_converters=_find_npm_converters(get_list(given, "remarkPlugins")),
        version_paths=_get_texts_of(versions, "path"),
        version_labels=_get_texts_of(versions, "label"),
        unknown=tuple(unknown),
    )


def _get_texts_of(versions: Mapping[str, object], key: str) -> dict[str, str]:
    """What each version says under `key`, where it says a text."""
    found = {name: get_mapping(versions, name).get(key) for name in versions}
    return {name: text for name, text in found.items() if isinstance(text, str)}


def _find_npm_converters(plugins: list[object]) -> tuple[str, ...]:
    for plugin in plugins:
        name, options = (*plugin, None, None)[:2] if isinstance(plugin, list) else (plugin, None)
        if isinstance(name, str) and name.endswith("npm2yarn"):
            given = get_texts(options, "converters") if isinstance(options, dict) else ()
            return given or _NPM_CONVERTERS
    return ()
