"""Which of the addresses that a sitemap lists are asked for, and under which host their pages are published."""

from collections import Counter
from collections.abc import Iterable
from urllib.robotparser import RobotFileParser

from app.sources.web.addresses import find_origin, get_path
from indexing.files.globs import match_any
from indexing.findings import Findings
from indexing.model import SiteOptions


def find_published_origin(listed: Iterable[str], origin: str, options: SiteOptions, findings: Findings) -> str:
    """The host that links lead to. A copy of a site, such as a preview, lists the addresses of the original."""
    origins = Counter(find_origin(url) for url in listed)
    published = next(iter(origins)) if len(origins) == 1 else origin
    if published != origin:
        findings.assumptions.append(
            f"The sitemap lists pages of {published}: they were read from {origin} (--site-url sets where links lead)."
        )
    foreign = [url for url in listed if find_origin(url) != published]
    if foreign:
        more = f" like {len(foreign) - 1} more listed pages" if len(foreign) > 1 else ""
        findings.report(foreign[0], f"is on another host{more}, and was left out")
    return options.site_url.rstrip("/") or published


class Listing:
    """Chooses what is read of a site: pages at its address, below a path, that robots.txt and the options allow."""

    def __init__(
        self, *, origin: str, base: str, robots: RobotFileParser, agent: str, options: SiteOptions, findings: Findings
    ) -> None:
        self._origin = origin
        self._base = base
        self._robots = robots
        self._agent = agent
        self._options = options
        self._findings = findings

    def choose(self, listed: Iterable[str]) -> list[str]:
        """The addresses to ask for, each once, in order; all of them at this origin."""
        urls = list(listed)
        origins = {find_origin(url) for url in urls}
        foreign = next(iter(origins)) if len(origins) == 1 else self._origin
        chosen = dict.fromkeys(
            self._origin + url.removeprefix(foreign)
            for url in urls
            if find_origin(url) == foreign and self._is_wanted(get_path(url))
        )
        allowed = [url for url in chosen if self._robots.can_fetch(self._agent, url)]
        if len(allowed) < len(chosen):
            self._findings.assumptions.append(
                f"Pages left out because robots.txt closes them: {len(chosen) - len(allowed)}."
            )
        return allowed

    def _is_wanted(self, path: str) -> bool:
        if not f"{path}/".startswith(self._base):
            return False
        below = path.removeprefix(self._base).strip("/")
        include, exclude = self._options.include, self._options.exclude
        return (not include or match_any(below, include)) and not match_any(below, exclude)
