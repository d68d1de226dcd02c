"""OpenAPI 3.0 and 3.1: a description of an interface, read as one passage for each operation and each schema."""
