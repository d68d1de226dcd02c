"""What a rule of masking is."""

import re
from collections.abc import Callable

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str] | str]
"""What is looked for, and what takes its place."""
RuleGroup = tuple[re.Pattern[str], tuple[Rule, ...]]
"""What a text must have, which is found out fast, before the rules are worth trying."""
