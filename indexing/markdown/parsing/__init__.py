"""From the text of a file to the tokens of Markdown, with what MDX and Docusaurus add to it."""
