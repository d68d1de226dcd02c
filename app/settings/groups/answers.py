"""How answers are made: the model, and the chain."""

from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings

from app.settings.groups.base import config
from chains.settings import AnswerSettings

EMULATOR_KEY_PREFIX = "emulator-"
_PREFIXED_MODEL = "gemini-embedding-2"  # ignores task types and wants them as text before the text


class GeminiSettings(BaseSettings):
    """Which models, and how long and how often they are asked."""

    model_config = config("GEMINI_")

    api_key: SecretStr = Field(
        default=SecretStr(""),
        validation_alias=AliasChoices("GEMINI_API_KEY", "GOOGLE_API_KEY"),
        description="key of the Gemini API (GOOGLE_API_KEY is read too)",
    )
    chat_model: str = Field(default="gemini-3.8-flash", min_length=1, description="model that writes the answers")
    embedding_model: str = Field(default="gemini-embedding-001", min_length=1, description="model of the vectors")
    embedding_dimensions: int = Field(default=768, ge=128, le=3072, description="length of a vector, 128 to 3072")
    base_url: str = Field(default="", description="another address of Gemini's API, such as a gateway's")
    chat_timeout_seconds: float = Field(default=30, gt=0, description="limit of one chat call")
    first_word_seconds: float = Field(
        default=10, gt=0, description="longest wait for the first word of an answer; twice that for a whole answer"
    )
    embedding_timeout_seconds: float = Field(default=20, gt=0, description="limit of one embedding call")
    max_attempts: int = Field(default=4, ge=1, le=10, description="tries of one call, the first included")
    max_wait_seconds: float = Field(default=20, ge=0, description="longest wait between two tries")
    max_concurrency: int = Field(default=64, ge=1, le=1000, description="calls under way at once")
    embedding_requests_per_minute: int = Field(
        default=0, ge=0, description="embedding calls a minute while indexing; 0: no limit"
    )
    embedding_tokens_per_minute: int = Field(
        default=0, ge=0, description="tokens embedded a minute while indexing (estimated); 0: no limit"
    )
    embedding_tokens_per_day: int = Field(
        default=0, ge=0, description="tokens embedded in 24 hours while indexing (estimated); 0: no limit"
    )

    @field_validator("base_url")
    @classmethod
    def _check_base_url(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"http", "https"}:
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")

    @property
    def is_emulated(self) -> bool:
        """True when the key is one of the emulator's.

        The emulator takes no other keys and Gemini takes none of these, so vectors of the two can never meet in one
        index.
        """
        return self.api_key.get_secret_value().startswith(EMULATOR_KEY_PREFIX)

    @property
    def prefix_style(self) -> str:
        """How the embedding model is told what a text is for; part of the index signature."""
        return "text_prefix" if self.embedding_model.startswith(_PREFIXED_MODEL) else "task_type"


class AnswerGroup(BaseSettings, AnswerSettings):
    """`AnswerSettings`, read from the environment."""

    model_config = config("ANSWER_")
