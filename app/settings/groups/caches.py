"""What is kept in memory."""

from pydantic import Field
from pydantic_settings import BaseSettings

from app.settings.groups.base import config


class CacheSettings(BaseSettings):
    """What is kept in memory, so that it is not paid for twice. 0 switches a cache off: nothing is kept or shared."""

    model_config = config("CACHE_")

    answers_megabytes: int = Field(default=16, ge=0, le=100_000, description="memory for answers, in MB; 0: none")
    answers_seconds: float = Field(default=86_400, gt=0, description="how long an answer is kept")
    embeddings_megabytes: int = Field(
        default=8, ge=0, le=100_000, description="memory for embeddings of questions, in MB; 0: none"
    )
