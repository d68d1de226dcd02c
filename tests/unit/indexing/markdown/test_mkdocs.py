"""What MkDocs adds to Markdown."""

from tests.support.markdown import show


def test_definition_lists_and_admonitions_of_mkdocs_are_read() -> None:
    text = 'Term\n: What it means.\n\n!!! warning "Careful"\n    Hot.\n'
    assert show(text, mdx=False) == "**Term**\n\nWhat it means.\n\n**Careful**\n\nHot."


def test_tabs_and_folds_of_mkdocs_are_read_with_their_labels() -> None:
    text = """\
    Install it:

    === "pip"

        Run this:

        ```sh
        pip install x
        === "no tab"
        ```

    === "conda"

        === "Linux"

            Deep.

        After.

    ??? note "More *words*"

        Folded.

    End.
    """
    assert show(text, mdx=False) == (
        'Install it:\n\n**pip**\n\nRun this:\n\n```sh\npip install x\n=== "no tab"\n```\n\n**conda**\n\n'
        "**Linux**\n\nDeep.\n\nAfter.\n\n**More *words***\n\nFolded.\n\nEnd."
    )
