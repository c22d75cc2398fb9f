"""A branch's group: what it gets, when, and its posting."""
