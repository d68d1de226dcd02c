"""What happened: logs, metrics, traces, and the masking of what may not be in them."""
