"""Measures how good the search and the answers are, on question sets, and fits the gate to an index."""
