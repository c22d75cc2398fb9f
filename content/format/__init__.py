"""How a lesson is written: its text read, piece by piece, and written back."""
