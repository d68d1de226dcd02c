"""Refusals: how an answer says that the documentation does not say it, and how such a sentence is recognised."""
