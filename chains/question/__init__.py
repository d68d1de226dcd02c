"""What can be told of a question without asking anybody."""
