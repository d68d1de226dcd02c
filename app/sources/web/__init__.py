"""A documentation site read over HTTP: its sitemap, its pages, and a copy of them on disk for the next time."""
