"""What must be right to the letter: numbers, flags, names in code, and whether a sentence denies something."""
