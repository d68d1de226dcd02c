"""The commands in a help text."""

import typer
from typer.testing import CliRunner

from app.commands.listing import Commands


def test_a_command_is_told_of_in_its_whole_first_sentence() -> None:
    app = typer.Typer(cls=Commands, rich_markup_mode=None)

    @app.command()
    def whisk() -> None:
        """Beat the whites of eggs with a pinch of salt until they are stiff and keep their peaks when they are turned.

        It takes four minutes.
        """

    @app.command(hidden=True)
    def fold() -> None:
        """Nobody is told of it."""

    @app.command()
    def bake() -> None:
        """Put it into the oven."""

    told = " ".join(CliRunner().invoke(app, ["--help"]).output.split())
    assert "whisk Beat the whites of eggs with a pinch of salt until they are stiff and keep their peaks" in told
    assert "when they are turned. bake Put it into the oven." in told
    assert "Nobody is told of it" not in told
    assert "four minutes" not in told
