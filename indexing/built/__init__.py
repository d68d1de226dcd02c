"""Built sites: the HTML pages of any generator, their addresses, versions and languages."""
