"""The index in a folder: Qdrant Edge in this process, in generations."""
