"""Extractive answers: the best sentences of the passages in the prompt, each with its marker."""
