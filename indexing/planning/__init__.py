"""From chunks to points, and from points to what a run must do. Knows no index."""
