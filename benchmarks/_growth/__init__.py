"""Parts of `benchmarks growth`."""
