"""What is known beforehand: data, and predicates on a name alone."""
