"""ChatKit's server protocol, over `openai-chatkit`, which is an extra and imported only when the wire is open."""

from app.wires.chatkit.routes import create_chatkit_wire

__all__ = ["create_chatkit_wire"]
