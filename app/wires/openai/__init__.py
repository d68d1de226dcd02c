"""OpenAI's chat completions, for programs that were made for them."""

from app.wires.openai.routes import create_openai_wire

__all__ = ["create_openai_wire"]
