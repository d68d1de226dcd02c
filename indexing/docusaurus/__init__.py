"""Docusaurus sites, from their sources or as they are built: their configuration, and which file has which URL."""
