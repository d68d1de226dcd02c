"""`GET /metrics`: Prometheus' text, a developer endpoint."""

from fastapi import APIRouter, Depends, Response
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from app.access import DeveloperGate
from app.metrics import format_metrics


def create_metrics_router(gate: DeveloperGate) -> APIRouter:
    """Build the route behind `gate`."""
    router = APIRouter(dependencies=[Depends(gate)], include_in_schema=False)

    @router.get("/metrics")
    def metrics() -> Response:
        return Response(format_metrics(), media_type=CONTENT_TYPE_LATEST)

    return router
