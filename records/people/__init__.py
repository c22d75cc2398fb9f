"""Who people are here: how they came in, what they may do, what is theirs, and their end."""
