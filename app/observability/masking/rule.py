"""What a rule of masking is."""

import re
from collections.abc import Callable

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str] | str]
"""What is looked for, and what takes its place."""
RuleGroup = tuple[Callable[[str], object], tuple[Rule, ...]]
"""Tells fast whether a text has what it must have for the rules to be worth trying."""
