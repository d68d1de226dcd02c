"""MCP, the protocol in which coding agents and ChatGPT call tools. All that exists because of it is in this room.

The protocol's package takes half a second and 20 MB. It is imported when somebody calls.
"""

from app.wires.mcp.wire import create_mcp_wire

__all__ = ["create_mcp_wire"]
