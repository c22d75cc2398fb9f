"""A member and their items: answers, what follows them, rhythm, topics, hours."""
