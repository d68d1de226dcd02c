"""Questions made of headings, worded as people would: readers do not know what a heading is called."""

import re
from collections import Counter
from dataclasses import replace
from random import Random

from app.evaluation.questions import Question
from chains.languages import SMALL_WORDS, detect_language
from chains.segmenting import list_words

_TITLE = re.compile(r"\s*\([^()]*\)\Z")
_FRAMES = {
    "en": (
        "hi, i have trouble with {}, any idea?",
        "anyone knows about {} here",
        "whats the deal with {}",
        "need help: {} doesnt work for me",
        "how do i get {} to work",
        "cant figure out {}",
    ),
    "de": ("hallo, ich komme mit {} nicht klar", "weiß jemand was über {}", "wie krieg ich {} hin"),
    "es": ("hola, tengo un problema con {}", "alguien sabe algo de {}", "cómo hago lo de {}"),
    "fr": ("salut, j'ai un souci avec {}", "quelqu'un s'y connaît en {} ?", "comment je fais pour {}"),
    "ja": ("{} がうまくいきません", "{} について教えて", "{} ってどうやるの"),
    "zh": ("{} 有问题，怎么办", "有人知道 {} 吗", "{} 怎么弄"),
}
_KEPT = 2
"""So many words of a heading come to a reader's mind."""
_SEED = 20_261_126


def reword_questions(questions: list[Question]) -> list[Question]:
    """Each question in an everyday form: two of its words, drawn at random, in a sentence that says nothing more.

    Their page goes, but for a heading that several pages have, such as "Description": without its page, nobody could
    tell what is asked.
    """
    random = Random(_SEED)  # noqa: S311 - a draw that can be repeated, no secret
    plain = [_TITLE.sub("", one.text) or one.text for one in questions]
    pages = Counter(plain)
    texts = [text if pages[text] == 1 else one.text for text, one in zip(plain, questions, strict=True)]
    return [
        replace(one, id=f"{one.id}-everyday", text=_reword(text, number, random))
        for number, (one, text) in enumerate(zip(questions, texts, strict=True))
    ]


def _reword(text: str, number: int, random: Random) -> str:
    words = list_words(text)
    words = [word for word in words if word.lower() not in SMALL_WORDS] or words
    if len(words) > _KEPT:
        words = [words[place] for place in sorted(random.sample(range(len(words)), _KEPT))]
    frames = _FRAMES.get(detect_language(text), _FRAMES["en"])
    return frames[number % len(frames)].format(" ".join(words).lower())
