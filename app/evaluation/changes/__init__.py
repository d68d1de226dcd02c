"""What a change of a documentation site does to its answers: two states of a site, compared."""
