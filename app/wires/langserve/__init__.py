"""All that exists because of LangServe: it goes with this folder and its two lines in `app/server.py`."""

from app.wires.langserve.routers import create_langserve_wires

__all__ = ["create_langserve_wires"]
