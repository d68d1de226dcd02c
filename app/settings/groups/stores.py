"""What readers wrote and is kept."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings

from app.settings.groups.base import config


class StoreSettings(BaseSettings):
    """Where what readers say is kept, when something that is opened keeps it."""

    model_config = config("")

    data_path: Path | None = Field(
        default=None, description="folder of askdocs.db, which holds what is kept; empty: QDRANT_PATH"
    )
    database_url: SecretStr = Field(
        default=SecretStr(""),
        description="Postgres instead of askdocs.db, for several processes: postgresql://user:password@host/name",
    )
    keep_answers: bool = Field(
        default=False, description="keep each question, masked, with its outcome and its votes; opens POST /feedback"
    )
    keep_answers_days: int = Field(default=90, ge=1, le=36_500, description="days until an answer is deleted")
    keep_answers_text: bool = Field(default=False, description="keep the text of answers as well")
    keep_threads_days: int = Field(
        default=30,
        ge=1,
        le=36_500,
        description="days until a thread of ChatKit's is deleted to which nothing was added",
    )

    @field_validator("database_url")
    @classmethod
    def _check_database_url(cls, value: SecretStr) -> SecretStr:
        if (url := value.get_secret_value()) and urlsplit(url).scheme not in {"postgresql", "postgres"}:
            raise ValueError("must begin with postgresql://")
        return value
