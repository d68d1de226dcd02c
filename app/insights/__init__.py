"""From answers and votes to documentation gaps: what readers asked and the documentation did not answer."""
