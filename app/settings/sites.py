"""The sites that a process serves."""

DEFAULT_SITE = "default"
"""The name of the only site where `langserve.yaml` names none."""
