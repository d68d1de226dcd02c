"""`/admin/`: the owner's page of what readers asked, of gaps, of the index and of costs."""

from app.wires.admin.index import ShownRuns
from app.wires.admin.routes import Admin, create_admin_wire

__all__ = ["Admin", "ShownRuns", "create_admin_wire"]
