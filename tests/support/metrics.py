"""The metrics of this process, as `GET /metrics` shows them."""

from app.observability.metrics import get_metrics


def read_metric(name: str, **labels: str) -> float:
    """The value of one series; 0 while it does not exist."""
    return get_metrics().registry.get_sample_value(name, labels) or 0.0
