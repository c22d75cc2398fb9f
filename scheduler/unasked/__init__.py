"""What people get without having asked: who should, and when, decided by rules."""
