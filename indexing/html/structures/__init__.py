"""Elements that make more than a paragraph: code, lists and cells, tabs, and the titles of boxes."""
