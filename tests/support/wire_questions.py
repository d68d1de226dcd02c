"""One question as each wire's clients send it, by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

import yaml

from app.settings.resources import langserve_yaml
from app.settings.wires import WireName
from tests.support.mcp import ACCEPT, MODERN_META, create_modern_headers

QUESTION = "How is a cast-iron pan washed?"


@dataclass(frozen=True, slots=True)
class Asked:
    """A POST that holds one question."""

    path: str
    body: Any
    headers: Mapping[str, str] = field(default_factory=dict)

    def below(self, query: str) -> "Asked":
        """The same with a query string."""
        return replace(self, path=f"{self.path}?{query}")


def ask_everywhere(question: str = QUESTION) -> dict[str, Asked]:
    """Each wire in each way of answering that it has, by a name."""
    user = {"role": "user", "content": question}
    completion = {"model": "askdocs", "messages": [user]}
    call = {"name": "ask_docs", "arguments": {"query": question}}
    news = {"progressToken": 1}
    legacy = ACCEPT | {"mcp-protocol-version": "2025-11-25"}
    modern = ACCEPT | create_modern_headers("tools/call", "ask_docs")

    def rpc(**meta: Any) -> dict[str, Any]:
        return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call | ({"_meta": meta} if meta else {})}

    return {
        "chat": Asked("/chat", {"query": question}),
        "langserve, whole": Asked("/chat/invoke", {"input": {"query": question}}),
        "langserve, streamed": Asked("/chat/stream", {"input": {"query": question}}),
        "ai_sdk": Asked("/api/chat", {"messages": [user]}),
        "openai, whole": Asked("/v1/chat/completions", completion),
        "openai, streamed": Asked("/v1/chat/completions", completion | {"stream": True}),
        "mcp 2025-11-25": Asked("/mcp", rpc(), legacy),
        "mcp 2025-11-25, with progress": Asked("/mcp", rpc(**news), legacy),
        "mcp 2026-07-28": Asked("/mcp", rpc(**MODERN_META), modern),
        "mcp 2026-07-28, with progress": Asked("/mcp", rpc(**MODERN_META, **news), modern),
        "chatkit": Asked("/chatkit", {"type": "threads.create", "params": create_message(question)}),
    }


def create_message(question: str) -> dict[str, Any]:
    """The parameters of ChatKit's requests that ask."""
    content = [{"type": "input_text", "text": question}]
    return {"input": {"content": content, "attachments": [], "inference_options": {}}}


def open_every_wire(folder: Path) -> Path:
    """A `langserve.yaml` that opens ChatKit too."""
    config = yaml.safe_load(langserve_yaml().read_text())
    config["routes"][0]["wires"] = list(get_args(WireName))
    file = folder / "langserve.yaml"
    file.write_text(yaml.safe_dump(config))
    return file
