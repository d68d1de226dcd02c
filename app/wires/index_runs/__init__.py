"""`POST /admin/index`: indexing runs that the service starts because it is asked to."""

from app.wires.index_runs.routes import create_index_wire

__all__ = ["create_index_wire"]
