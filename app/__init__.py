"""The shell of askdocs: everything that touches the outside world."""

__version__ = "0.1.0"
