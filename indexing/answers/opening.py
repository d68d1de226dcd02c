"""Recognises a folder of answers: each of its Markdown files has `questions` in its front matter."""

from collections.abc import Sequence
from pathlib import Path

from indexing.answers.site import QUESTIONS, AnswersSite
from indexing.errors import ReadingError
from indexing.files.loading import load_bytes
from indexing.markdown.page import read_markdown_file
from indexing.model import SiteOptions


def is_answers_folder(folder: Path, files: Sequence[str]) -> bool:
    """Whether all of these Markdown files, which are in the folder, are answers. Most folders tell by the first."""
    return all(_is_answer(folder / name) for name in files)


def open_answers(folder: Path, files: Sequence[str], options: SiteOptions) -> AnswersSite:
    """The answers as a site; each says itself where it is published."""
    return AnswersSite(folder, tuple(files), options)


def _is_answer(path: Path) -> bool:
    try:
        return QUESTIONS in read_markdown_file(load_bytes(path)).front_matter.values
    except ReadingError:
        return False
