"""The keyword half of the search: BM25 as sparse vectors, offline.

The words are stemmed, weighed and hashed by Qdrant Edge's own BM25, the code that a Qdrant server runs too: it carries
the stopwords and stemmers of its languages, so nothing is ever downloaded. It cuts texts of ASCII itself. All others
are cut by `chains.segmenting`: Qdrant knows no script without blanks, and parts words at the signs of Indic ones. It
multiplies the document's weights with the inverse document frequency (the IDF modifier of the sparse vector).
"""

from collections.abc import Iterable, Iterator, Sequence

import qdrant_edge

from app.index.langchain_store import SparseEmbeddings, SparseVector
from app.index.search.languages import AUTO, ENGLISH
from chains.errors import SettingsError
from chains.segmenting import fold_accents, list_words

LANGUAGES = (
    "arabic", "azerbaijani", "basque", "bengali", "catalan", "chinese", "danish", "dutch", "english", "finnish",
    "french", "german", "greek", "hebrew", "hinglish", "hungarian", "indonesian", "italian", "japanese", "kazakh",
    "nepali", "norwegian", "portuguese", "romanian", "russian", "slovene", "spanish", "swedish", "tajik", "turkish",
)  # fmt: skip
NO_LANGUAGE = "none"
HEADING_WEIGHT = 2.0
"""What a word of a breadcrumb counts, against 1 in the passage (`website/docs/quality.md`)."""
HEADING_AVG_LEN = 20.0
"""How many words a breadcrumb of usual length has: in a longer one each counts less, so that `List commits` goes before
`List pull requests associated with a commit`. Measured on five sets of questions (`website/docs/quality.md`)."""
_QUESTION_WORDS = frozenset(
    """
    如何 怎么 怎样 怎麼 怎樣 什么 什麼 为什么 為什麼 为什 哪些 哪个 有 是 的 了 在 和 与 吗 呢
    どう や って し ます か と は が の に を です 何
    อย่างไร อะไร ที่ และ ของ คือ จะ ฉัน
    कैसे क्या क्यों कौन और है हैं का की के को में पर से
    """.split()  # noqa: SIM905 - sixty literals are harder to read
)
"""Words that only ask, in languages that Qdrant's BM25 reads as English here. Documents hold few of them, so that each
may weigh as much as what is asked for. Without them, BM25 alone has the right page first for 15 of 20 questions in
Chinese instead of 13; the words were chosen with these questions in view."""
_HEADING_BIT = 1 << 31


class BM25(SparseEmbeddings):
    """LangChain's sparse embeddings over Qdrant Edge's BM25: about 8,000 chunks a second, so it runs inline.

    With `auto`, each text has a language of its own; an empty one means English.

    Raises:
        SettingsError: the language is not known.
    """

    def __init__(self, language: str, *, k: float = 1.2, b: float = 0.75, avg_len: float = 256.0) -> None:
        if language not in {AUTO, NO_LANGUAGE, *LANGUAGES}:
            raise SettingsError(
                f"BM25_LANGUAGE: {language!r} is not known. Choose {AUTO}, {NO_LANGUAGE} or one of "
                f"{', '.join(LANGUAGES)}."
            )
        self._language = ENGLISH if language == AUTO else language
        self._parameters = (k, b, avg_len)
        self._heading_parameters = (k, b, HEADING_AVG_LEN)
        self._models: dict[str, _Model] = {}
        self._heading_models: dict[str, _Model] = {}

    def embed_documents(self, texts: list[str], languages: Sequence[str] = ()) -> list[SparseVector]:
        """One sparse vector per text: token ids and their weights.

        A text is a breadcrumb, an empty line and a passage, as `Chunk.embedded_text` is. They are two fields, each with
        tokens and rarities of its own: a rare word in a heading says more than the same word in the text.
        """
        named = languages or [""] * len(texts)
        return [self._embed_fields(language, *_split_fields(text)) for text, language in zip(texts, named, strict=True)]

    def embed_query(self, text: str, languages: Sequence[str] = ("",)) -> SparseVector:
        """Token ids with weight 1, and those of headings with theirs; empty for a text of nothing but stopwords.

        With several languages, the words have the stems of each.
        """
        tokens = list(dict.fromkeys(token for one in languages for token in self._find_model(one).read_query(text)))
        return SparseVector(
            indices=[*tokens, *map(_to_heading, tokens)],
            values=[1.0] * len(tokens) + [HEADING_WEIGHT] * len(tokens),
        )

    def stem(self, word: str) -> int | None:
        """The token of one word, the same for all of its endings; None for a stopword."""
        tokens = self._find_model("").read_query(word)
        return tokens[0] if tokens else None

    def _find_model(self, language: str) -> "_Model":
        name = language or self._language
        if name not in self._models:
            self._models[name] = _Model(name, self._parameters)
        return self._models[name]

    def _find_heading_model(self, language: str) -> "_Model":
        name = language or self._language
        if name not in self._heading_models:
            self._heading_models[name] = _Model(name, self._heading_parameters)
        return self._heading_models[name]

    def _embed_fields(self, language: str, heading: str, passage: str) -> SparseVector:
        vector = self._find_model(language).weigh(passage)
        if not heading:
            return SparseVector.model_construct(indices=vector.indices, values=vector.values)
        above = self._find_heading_model(language).weigh(heading)
        return SparseVector.model_construct(  # no need to look at each number
            indices=[*vector.indices, *map(_to_heading, above.indices)], values=[*vector.values, *above.values]
        )


class _Model:
    """Qdrant's BM25 in one language, for texts that it cuts, and for those that are cut already."""

    def __init__(self, language: str, parameters: tuple[float, float, float]) -> None:
        def create(tokenizer: qdrant_edge.TokenizerType) -> qdrant_edge.Bm25:
            if language == NO_LANGUAGE:
                stemmer, stopwords = qdrant_edge.DisabledStemmer(), qdrant_edge.StopwordsSet()
                config = qdrant_edge.Bm25Config(*parameters, tokenizer, stemmer=stemmer, stopwords=stopwords)
            else:
                config = qdrant_edge.Bm25Config(*parameters, tokenizer, language)
            return qdrant_edge.Bm25(config)

        self._plain = create(qdrant_edge.TokenizerType.Word)
        self._cut = create(qdrant_edge.TokenizerType.Whitespace)

    def weigh(self, text: str) -> qdrant_edge.SparseVector:
        """The tokens of a text and their weights."""
        if text.isascii():
            return self._plain.embed_document(text)
        return self._cut.embed_document(" ".join(_spell(list_words(text))))

    def read_query(self, text: str) -> list[int]:
        """The tokens of a question."""
        if text.isascii():
            return list(self._plain.embed_query(text).indices)
        words = (word for word in list_words(text) if word not in _QUESTION_WORDS)
        return list(self._cut.embed_query(" ".join(_spell(words))).indices)


def _spell(words: Iterable[str]) -> Iterator[str]:
    """The words, and after each that has accents the same without them.

    Stemmers need the accents: without them, `configuración` and `configuraciones` would be two words. Readers leave
    them out.
    """
    for word in words:
        yield word
        if not word.isascii() and (plain := fold_accents(word)) != word.lower():
            yield plain


def _split_fields(text: str) -> tuple[str, str]:
    heading, separator, passage = text.partition("\n\n")
    return (heading, passage) if separator else ("", text)


def _to_heading(token: int) -> int:
    """The id of the same word in a heading: words have ids below 2³¹."""
    return token | _HEADING_BIT


def is_heading_word(token: int) -> bool:
    """Whether the id is that of a word in a heading."""
    return bool(token & _HEADING_BIT)
