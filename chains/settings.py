"""What the owner of a site may tune in the answer chain."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

SupportMethod = Literal["strings", "embeddings", "model"]


class AnswerSettings(BaseModel):
    """Bounds of one answer; characters, because tokens of a model are only known to that model (about 4 a token)."""

    model_config = ConfigDict(frozen=True)

    passages: int = Field(default=8, ge=1, le=50, description="passages given to the model")
    passage_characters: int = Field(default=12_000, ge=500, description="characters of all passages together")
    history_characters: int = Field(default=4_000, ge=0, description="characters of earlier turns given to the model")
    deadline_seconds: float = Field(default=45, gt=0, description="seconds for one whole answer")
    suggestions: Literal["headings", "model", "none"] = Field(
        default="headings", description="questions to ask next: of near headings, of the model as well, or none"
    )
    support: SupportMethod = Field(
        default="strings",
        description="how sentences are proved: by strings alone, with vectors of `embeddings`, or by the chat `model`",
    )
    reranker: str = Field(
        default="none",
        description="what orders passages anew: `none`, `model`, or a folder with a cross-encoder's model.onnx",
    )
    instructions: Annotated[str, StringConstraints(strip_whitespace=True)] = Field(
        default="",
        max_length=2_000,
        description="your product's name and the tone of answers, at most 2000 characters; the rules of citing stay",
    )
