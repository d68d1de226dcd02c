"""Where sentences begin and end."""

import pytest

from gemini_emulator.answers.sentences import split_sentences


@pytest.mark.parametrize(
    ("markdown", "sentences"),
    [
        ("One line of words\nand another line. A second sentence here!", 2),
        ("Use e.g. a file such as `a. B. c` or more. Then start the server.", 2),
        ("Read [the page. All of it](./a.md) before you start.", 1),
        ("See https://example.org/a.B for what it means. It is a long page.", 2),
        ("It takes a lot of memory. `FREE_MEMORY` says how much.", 2),
        ("The index is kept. npm installs the rest of it.", 2),
        ("This is told by the API. npm installs the rest of it.", 2),
        ("Mind that it is **kept**. askdocs reads all of it.", 2),
        ("Leave room for max. ten of these things.", 1),
        ("Version 2.1 of the tool is v. 3 of the format.", 1),
        ("サーバーを起動します。設定ファイルを読みます。", 2),
        ("> A quoted remark stands here.\n>\n> And it goes on here.", 2),
        ("1. Download the archive first.\n2. Unpack it into a folder.\n   Nothing more is needed.", 3),
        (":::note\nMind the gap between them.\n:::", 1),
        ("**Only a heading in bold**", 0),
        ("[A link to a page](./page.md)", 0),
        ("![A picture of the thing](./a.png)", 0),
        ("<details>\nWhat is hidden in here is HTML.\n</details>", 0),
        ("    an indented block of code here", 0),
        ("What is the meaning of this?", 0),
        ('You might ask, "What is the meaning of this?"', 0),
        ("The following things are needed:", 0),
        ("| code | meaning |\n| - | - |\n| 4 | no network |\n| | |", 1),
        ("Short one.", 0),
        ("x" * 700, 0),
        ("", 0),
    ],
)
def test_markdown_is_cut_into_whole_sentences(markdown: str, sentences: int) -> None:
    assert len(split_sentences(markdown)) == sentences


def test_code_that_was_cut_off_is_not_offered() -> None:
    whole, cut = "Run this command first:\n\n```sh\nls\n```", "Run this command first:\n\n```sh\nls"

    assert split_sentences(whole)[0].attached == "```sh\nls\n```"
    assert split_sentences(cut) == ()


def test_code_inside_a_list_loses_its_indentation() -> None:
    (sentence,) = split_sentences("- Start the server in this way.\n\n  ```sh\n  tern up\n  ```")

    assert sentence.code == "```sh\ntern up\n```"


def test_a_row_of_a_table_is_understood_through_its_head() -> None:
    (row,) = split_sentences("| exit code | meaning |\n| --- | --- |\n| 4 | a \\| b |")

    assert row.text == "| 4 | a \\| b |"
    assert row.head == "| exit code | meaning |\n| --- | --- |"
    assert row.meaning == "exit code 4. meaning a \\| b"


def test_a_sentence_that_needs_the_one_before_it_is_quoted_with_it() -> None:
    texts = [one.text for one in split_sentences("Pans rust when they are wet. Because of this, dry them at once.")]
    assert texts == ["Pans rust when they are wet.", "Pans rust when they are wet. Because of this, dry them at once."]


def test_two_sentences_that_are_too_long_together_stay_apart() -> None:
    texts = [one.text for one in split_sentences(f"Pans {'really ' * 83}rust. However, they can be dried.")]
    assert texts[1] == "However, they can be dried."
