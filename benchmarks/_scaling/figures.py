"""The figures that the arithmetic of scaling is made of: the only place where they stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """Measured on a machine of two cores, but what is said to be assumed."""

    answer_ms: float = 8.2
    """CPU of a service for a streamed answer, with a Qdrant server (`benchmarks load`)."""
    search_ms: float = 2.5
    """CPU of Qdrant for a question, 5,000 passages of 3,072 dimensions (`benchmarks growth`)."""
    first_process_mb: float = 205
    next_process_mb: float = 80
    """Memory of a service with a Qdrant server, and of each further worker beside it (`benchmarks workers`)."""
    site_mb: float = 0.42
    site_start_ms: float = 33
    """What a site with a route of its own adds to a process and to its start (200 sites beside one)."""
    passage_bytes: float = 1_073_000_000 / 200_000
    """Qdrant's resident memory, 200,000 passages of 768 dimensions in 1,000 sites (`benchmarks many_sites`)."""
    own_collection_mb: float = 51
    """Of a site of 200 passages in a collection of its own, as earlier versions kept it: 40 took 2,042 MB."""
    run_seconds: float = 0.26
    """CPU of Qdrant for the first run of a site of 200 passages among 1,000 sites (`benchmarks many_sites`)."""
    answer_mb: float = 2.5
    """What an answer under way takes: 64 streams took 160 MB (`benchmarks load`)."""
    prompt_tokens: int = 2600
    """2,143 of eight passages (measured over 110 questions); rules, question and answer estimated."""
    embedding_seconds: float = 0.2
    first_word_seconds: float = 0.8
    answer_seconds: float = 4.0
    """Assumed of Gemini, medians: until a question is embedded, until the first word, and until the last one."""
    spread: float = 0.3
    """Assumed: of the logarithm of these times."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is chosen for a load."""

    busy: float = 0.6
    """The share of a core or of a node's memory that is to be used."""
    passages_a_site: int = 1000
    copies: int = 2
    node_gb: float = 32
    at_once: int = 256
    """Answers that a process may have under way (`LIMIT_CONCURRENT_ANSWERS` and `GEMINI_MAX_CONCURRENCY`)."""
    quota_requests: int = 10_000
    """Gemini's requests a minute that the project may make: the model's, beside those for embeddings."""


FIGURES, PLAN = Figures(), Plan()
RATES = (1, 10, 50, 200, 1000)
"""Answers a second."""
SITES = (1, 20, 200, 1000, 10_000)
