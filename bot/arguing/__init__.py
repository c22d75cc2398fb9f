"""A vote at a meeting, as people see it: the organizer leads it, members answer twice, and a page
on the wall shows them the way in."""
