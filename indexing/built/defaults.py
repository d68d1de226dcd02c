"""What a question without a version or a locale means, worked out from the heads of a site's pages."""

from collections import Counter
from collections.abc import Iterable, Sequence

from indexing.html.head import HtmlHead


def find_default_locale(heads: Sequence[HtmlHead]) -> str:
    """The locale whose pages name themselves as the default, else the most frequent one."""
    default = Counter(head.locale for head in heads if head.default and head.default == head.canonical)
    counted = default or Counter(head.locale for head in heads)
    return counted.most_common(1)[0][0] if counted else ""


def find_last_versions(pages: Iterable[tuple[str, HtmlHead]], locale: str) -> dict[str, str]:
    """The last version of each docs plugin, by the plugin's id.

    The URLs of the last version have no part that names it, so it is the version with the shortest URL for most docs.
    """
    shortest: dict[tuple[str, str], tuple[int, str]] = {}
    for url, head in pages:
        if not head.version or head.locale != locale or not head.doc_id:
            continue
        key = (_find_plugin(head), head.doc_id)
        found = (url.rstrip("/").count("/"), head.version)
        shortest[key] = min(shortest.get(key, found), found)
    votes: dict[str, Counter[str]] = {}
    for (plugin, _doc), (_length, version) in shortest.items():
        votes.setdefault(plugin, Counter())[version] += 1
    return {plugin: min(counted, key=lambda name: (-counted[name], name)) for plugin, counted in votes.items()}


def _find_plugin(head: HtmlHead) -> str:
    tag = head.docusaurus_tag.removeprefix("docs-").removesuffix(f"-{head.version}")
    return tag or "default"
