"""The blocks of a text: read line by line, written anew. What stands in a line is `chains.guard.inline`'s matter."""
