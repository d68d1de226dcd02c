"""What is noticed while a site is opened and read."""

from dataclasses import dataclass, field

from indexing.model import Problem, Unresolved


@dataclass(slots=True)
class Findings:
    """A `Site` shows these lists and this set as its own, so that they grow while its pages are read."""

    assumptions: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unresolved: list[Unresolved] = field(default_factory=list)
    unreadable_urls: set[str] = field(default_factory=set)
    _reported: set[Problem] = field(default_factory=set)

    def report_unreadable(self, source: str, message: str, url: str) -> None:
        """Adds the problem of a page that could not be read this time, under each form that its URL may have."""
        self.report(source, message)
        self.unreadable_urls |= {url.rstrip("/"), f"{url.rstrip('/')}/"}

    def report(self, source: str, message: str) -> None:
        """Adds a problem, once."""
        problem = Problem(source, message)
        if problem not in self._reported:
            self._reported.add(problem)
            self.problems.append(problem)
