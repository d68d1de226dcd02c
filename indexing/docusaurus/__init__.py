"""Docusaurus sites: their configuration, their file → URL rules and heading ids, from sources and as built."""
