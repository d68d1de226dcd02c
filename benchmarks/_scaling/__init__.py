"""How many processes, nodes and calls so many sites and answers need, from figures that were measured."""
