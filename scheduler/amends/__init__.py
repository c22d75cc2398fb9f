"""What was wrong with an item: reports, pauses, corrected keys."""
