"""A branch in figures: fetched, counted, frozen when told."""
