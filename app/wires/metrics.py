"""`GET /metrics`: Prometheus' text, a developer endpoint."""

from fastapi import APIRouter, Depends, Response
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from app.middleware.access import DeveloperGate
from app.observability.metrics import format_metrics
from app.wires.wire import Wire


def create_metrics_wire(gate: DeveloperGate) -> Wire:
    """Build the route behind `gate`."""
    router = APIRouter(dependencies=[Depends(gate)], include_in_schema=False)

    @router.get("/metrics")
    def metrics() -> Response:
        return Response(format_metrics(), media_type=CONTENT_TYPE_LATEST)

    return Wire(router)
