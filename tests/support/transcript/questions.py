"""Ten questions that every wire is asked, one for each way in which an answer can come out."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.support.services import Control

CODE = "Set it [1]:\n\n```python\nimport sys\nprint(sys.argv[1], `[1]`)\n```\n\nThen `kettle[1]` boils [2]."
HISTORY = (
    ("human", "How is the oven heated?"),
    ("ai", "Preheat it [1]. See [[1]](https://site.example/en/2.x/oven#part-0)."),
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, what the model does, and how it must come out."""

    name: str
    query: str
    outcome: str
    prepare: Callable[[Control], None] = lambda _: None
    history: tuple[tuple[str, str], ...] = ()
    version: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a client of a wire knows of an answer in the end."""

    text: str
    """With plain markers, and without a list of pages that may help; for an error its sentence."""
    cited: tuple[str, ...]
    """The URLs of the sources that are cited, in the order of their numbers."""
    outcome: str
    """`error` when there is no answer."""


def fail_models(control: Control, **fault: object) -> None:
    for method in ("generateContent", "streamGenerateContent"):
        control.fail(method=method, times=9, **fault)


QUESTIONS = [
    Question("answered", "How is the kettle descaled?", "answered", lambda c: c.script("With vinegar ", "[", "1].")),
    Question(
        "abstained",
        "Who wrote Faust?",
        "abstained",
        lambda c: c.script("I could not find this in the documentation."),
    ),
    Question("extractive", "How warm is the oven?", "extractive", lambda c: fail_models(c, status=503)),
    Question("blocked", "How is the door cleaned?", "blocked", lambda c: c.script(block_reason="PROHIBITED_CONTENT")),
    Question(
        "truncated",
        "How is the freezer defrosted?",
        "truncated",
        lambda c: c.script("When ice builds up [1], take", finish_reason="MAX_TOKENS"),
    ),
    Question(
        "follow-up", "And the fridge?", "answered", lambda c: c.script("Set it to 5 degrees [1]."), history=HISTORY
    ),
    Question("version", "How is the kettle descaled?", "answered", version="1.x"),
    Question("code", "How do I boil water with a program?", "answered", lambda c: c.script(CODE)),
    Question(
        "other language",
        "Wie heiß muss der Ofen sein?",
        "answered",
        lambda c: c.script("220 °C, für Brot 🍞 [1][2]. 烤箱 [1]。"),
    ),
    Question(
        "error", "How is bread baked?", "error", lambda c: c.fail(method="batchEmbedContents", status=503, times=9)
    ),
]
