"""The examples of a page of our documentation."""

import re
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).parents[2] / "website/docs"
_FENCE = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """One block of code."""

    page: str
    number: int
    language: str
    title: str
    """The name of its file, where it has one."""
    code: str

    @property
    def name(self) -> str:
        """For people."""
        return f"{self.page}, {self.title or f'{self.language} {self.number}'}"


def read_examples(page: str) -> list[Example]:
    """All of a page, in their order."""
    text = (DOCS / f"{page}.md").read_text()
    return [Example(page, number, *found) for number, found in enumerate(_FENCE.findall(text), 1)]
