"""Answers that the owner of a site wrote: a folder of Markdown files, each with the questions that it answers."""

from indexing.answers.opening import is_answers_folder, open_answers

__all__ = ["is_answers_folder", "open_answers"]
