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
        """One sparse vector per text: token ids and their weights."""
        return [_convert(self._model.embed_document(segment(text))) for text in texts]

    def embed_query(self, text: str) -> SparseVector:
        """Token ids with weight 1; empty when the text holds nothing but stopwords."""
        return _convert(self._model.embed_query(segment(text)))


def _convert(vector: qdrant_edge.SparseVector) -> SparseVector:
    return SparseVector.model_construct(indices=vector.indices, values=vector.values)  # no need to look at each number
