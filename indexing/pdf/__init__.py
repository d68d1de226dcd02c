"""PDF files by their text layer: lines become paragraphs, the outline becomes headings, pages become places."""
