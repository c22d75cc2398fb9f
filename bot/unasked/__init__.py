"""What people are told without having asked: the words of each notice and nudge."""
