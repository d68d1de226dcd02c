"""In which languages the endings of words are folded, when the pages say it themselves (`BM25_LANGUAGE=auto`).

English has no name here: it is what is meant where a page says no language, or one whose endings cannot be folded. The
English words in such pages, names and commands, then match those in questions.
"""

from app.index.record import IndexRecord, Signature

AUTO = "auto"
ENGLISH = "english"
_LANGUAGES = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "es": "spanish", "fi": "finnish", "fr": "french",
    "hu": "hungarian", "it": "italian", "nb": "norwegian", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
"""Those for which Qdrant has a stemmer, by their codes."""


def find_language(locale: str) -> str:
    """`german` for `de` and `de-AT`; empty for English, and for any other."""
    return _LANGUAGES.get(locale.lower().replace("_", "-").partition("-")[0], "")


def is_by_page(signature: Signature) -> bool:
    """Whether each page has the language that it says."""
    return signature.bm25_language == AUTO


def choose_languages(record: IndexRecord, locale: str) -> tuple[str, ...]:
    """The languages of what a question may find: pages of its own language, and those that are not translated into it.

    Without a language, a question may find all of them.
    """
    if not is_by_page(record.signature):
        return ("",)
    locales = (locale,) if locale else record.known.locales
    return tuple(sorted({find_language(one) for one in (*locales, record.default_locale)}))


def name_language(signature: Signature, locale: str) -> str:
    """What the endings of words in pages of a language are folded as."""
    return (find_language(locale) or ENGLISH) if is_by_page(signature) else signature.bm25_language
