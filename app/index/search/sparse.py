"""The keyword half of the search: BM25 as sparse vectors, offline.

The tokens are cut and hashed by Qdrant Edge's own BM25, the code that a Qdrant server runs too: it carries the
stopwords and stemmers of its languages, so nothing is ever downloaded. Qdrant multiplies the document's weights with
the inverse document frequency (the IDF modifier of the sparse vector).
"""

import re

import qdrant_edge
from langchain_qdrant import SparseEmbeddings, SparseVector

from chains.errors import SettingsError

LANGUAGES = (
    "arabic", "azerbaijani", "basque", "bengali", "catalan", "chinese", "danish", "dutch", "english", "finnish",
    "french", "german", "greek", "hebrew", "hinglish", "hungarian", "indonesian", "italian", "japanese", "kazakh",
    "nepali", "norwegian", "portuguese", "romanian", "russian", "slovene", "spanish", "swedish", "tajik", "turkish",
)  # fmt: skip
NO_LANGUAGE = "none"
HEADING_WEIGHT = 1.5
"""What a word of a breadcrumb counts, against 1 in the passage: 1 to 2 are equally good (`website/docs/quality.md`)."""
_HEADING_BIT = 1 << 31

_UNSPACED_RUN = re.compile(
    "["
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Burmese, Khmer
    "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Japanese syllables
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"  # Chinese characters
    "\uac00-\ud7af"  # Korean: spaced, but its particles cling to the words
    "]+"
)


def segment(text: str) -> str:
    """Cut runs of scripts that put no spaces between words into overlapping pairs: `安装指南` → `安装 装指 指南`.

    BM25 takes such a run as a single word otherwise. It is applied to documents and queries alike.
    """
    return _UNSPACED_RUN.sub(_format_pairs, text)


def _format_pairs(match: re.Match[str]) -> str:
    run = match.group()
    pairs = [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]
    return f" {' '.join(pairs)} "


class BM25(SparseEmbeddings):
    """LangChain's sparse embeddings over Qdrant Edge's BM25: about 20,000 chunks a second, so it runs inline.

    Raises:
        SettingsError: the language is not known.
    """

    def __init__(self, language: str, *, k: float = 1.2, b: float = 0.75, avg_len: float = 256.0) -> None:
        if language == NO_LANGUAGE:
            self._model = qdrant_edge.Bm25(
                qdrant_edge.Bm25Config(
                    k=k,
                    b=b,
                    avg_len=avg_len,
                    stemmer=qdrant_edge.DisabledStemmer(),
                    stopwords=qdrant_edge.StopwordsSet(),
                )
            )
        elif language in LANGUAGES:
            self._model = qdrant_edge.Bm25(qdrant_edge.Bm25Config(k=k, b=b, avg_len=avg_len, language=language))
        else:
            raise SettingsError(
                f"BM25_LANGUAGE: {language!r} is not known. Choose {NO_LANGUAGE} or one of {', '.join(LANGUAGES)}."
            )

    def embed_documents(self, texts: list[str]) -> list[SparseVector]:
        """One sparse vector per text: token ids and their weights.

        A text is a breadcrumb, an empty line and a passage, as `Chunk.embedded_text` is. They are two fields, each with
        tokens and rarities of its own: a rare word in a heading says more than the same word in the text.
        """
        return [self._embed_fields(*_split_fields(text)) for text in texts]

    def embed_query(self, text: str) -> SparseVector:
        """Token ids with weight 1, and those of headings with theirs; empty for a text of nothing but stopwords."""
        vector = self._model.embed_query(segment(text))
        return SparseVector.model_construct(  # no need to look at each number
            indices=[*vector.indices, *map(_to_heading, vector.indices)],
            values=[*vector.values, *(HEADING_WEIGHT * value for value in vector.values)],
        )

    def stem(self, word: str) -> int | None:
        """The token of one word, the same for all of its endings; None for a stopword."""
        indices = self._model.embed_query(word).indices
        return indices[0] if indices else None

    def _embed_fields(self, heading: str, passage: str) -> SparseVector:
        vector = self._model.embed_document(segment(passage))
        if not heading:
            return SparseVector.model_construct(indices=vector.indices, values=vector.values)
        above = self._model.embed_document(segment(heading))
        return SparseVector.model_construct(  # no need to look at each number
            indices=[*vector.indices, *map(_to_heading, above.indices)], values=[*vector.values, *above.values]
        )


def _split_fields(text: str) -> tuple[str, str]:
    heading, separator, passage = text.partition("\n\n")
    return (heading, passage) if separator else ("", text)


def _to_heading(token: int) -> int:
    """The id of the same word in a heading: words have ids below 2³¹."""
    return token | _HEADING_BIT


def is_heading_word(token: int) -> bool:
    """Whether the id is that of a word in a heading."""
    return bool(token & _HEADING_BIT)
