"""One file per `askdocs` command."""
