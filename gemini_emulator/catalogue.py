"""The models that the emulator answers for; any other is 404, as with the real API."""

from dataclasses import dataclass
from typing import Any

from gemini_emulator.errors import model_not_found

GENERATE = ("generateContent", "streamGenerateContent", "countTokens")
EMBED = ("embedContent", "batchEmbedContents", "countTokens")


@dataclass(frozen=True, slots=True)
class Model:
    """One entry of `GET /models`. Limits are in tokens."""

    name: str
    display_name: str
    input_token_limit: int
    output_token_limit: int
    methods: tuple[str, ...]
    prefixes_text: bool = False
    """True where the task stands as a prefix in the text instead of in `taskType`."""

    def to_json(self) -> dict[str, Any]:
        """What `GET /models/{model}` answers."""
        return {
            "name": f"models/{self.name}",
            "version": "emulator",
            "displayName": self.display_name,
            "description": "Emulated on loopback; not the real model.",
            "inputTokenLimit": self.input_token_limit,
            "outputTokenLimit": self.output_token_limit,
            "supportedGenerationMethods": list(self.methods),
        }


MODELS = {
    model.name: model
    for model in (
        Model("gemini-embedding-001", "Gemini Embedding 001", 2_048, 1, EMBED),
        Model("gemini-embedding-2", "Gemini Embedding 2", 8_192, 1, EMBED, prefixes_text=True),
        Model("gemini-3.8-flash", "Gemini 3.8 Flash", 1_048_576, 65_536, GENERATE),
        Model("gemini-3.6-flash", "Gemini 3.6 Flash", 1_048_576, 65_536, GENERATE),
        Model("gemini-3.5-flash-lite", "Gemini 3.5 Flash-Lite", 1_048_576, 65_536, GENERATE),
    )
}


def find_model(name: str, *, version: str, method: str) -> Model:
    """The model, when it exists and has the method; `get` is a method of every model.

    Raises:
        ApiError: 404.
    """
    model = MODELS.get(name)
    if model is None or (method != "get" and method not in model.methods):
        raise model_not_found(name, version, method)
    return model
