"""What askdocs is compared with."""
