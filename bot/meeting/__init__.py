"""What is said, shown and typed about a branch's meetings: when they are, and who was there."""
