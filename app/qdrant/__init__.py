"""Where the vectors live: Qdrant embedded in this process, or a Qdrant server."""
