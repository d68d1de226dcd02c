"""MCP, the protocol in which coding agents and ChatGPT call tools. All that exists because of it is in this room.

Importing it imports the protocol's package, half a second and 20 MB: only a service that opens the wire does.
"""

from app.wires.mcp.wire import create_mcp_wire

__all__ = ["create_mcp_wire"]
