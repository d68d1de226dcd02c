"""The commands in a help text."""

from gettext import gettext
from typing import TYPE_CHECKING

from typer.core import TyperGroup

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter

_LONGEST = 1000
"""Characters of a command's first sentence: none is so long."""


class Commands(TyperGroup):
    """Commands whose first sentences are shown whole: typer cuts them off where the line ends."""

    def format_commands(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write a line, or several, for each command."""
        found = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, one.get_short_help_str(_LONGEST)) for name, one in found if one is not None and not one.hidden]
        if rows:
            with formatter.section(gettext("Commands")):
                formatter.write_dl(rows)
