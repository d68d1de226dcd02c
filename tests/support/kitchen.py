"""A small kitchen handbook that tests index and ask."""

from pathlib import Path

PAGES = {
    "ovens.md": """\
---
title: Ovens
---

Every kitchen has one.

## Warming up

The oven warms up to 200 degrees in seven minutes. Keep its door closed meanwhile.

```sh
oven --degrees 200
```

## Cleaning

Wipe the oven with vinegar once a month.
""",
    "pans.md": """\
# Pans

## Washing

A cast-iron pan is washed by hand with hot water. Soap removes its seasoning.

## Storing

Pans are stored upside down in the lower drawer.
""",
}


def write_docs(folder: Path) -> Path:
    """Write the handbook into a new folder."""
    folder.mkdir()
    for name, text in PAGES.items():
        (folder / name).write_text(text)
    return folder
