"""How a version is made: the artefacts, their trial in empty environments, what is in them, and the order of it all."""
