"""The index on a Qdrant server, a cluster or Qdrant Cloud."""
