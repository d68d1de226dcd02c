"""The UI message stream of the AI SDK 5, 6 and 7, which `useChat` and many widgets read."""

from app.wires.ai_sdk.routes import create_ai_sdk_wire

__all__ = ["create_ai_sdk_wire"]
