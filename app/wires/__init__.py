"""One file per protocol; each only translates one answer stream."""
