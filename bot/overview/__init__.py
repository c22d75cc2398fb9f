"""What an organizer looks at: the plan ahead, the questions, a report, whom to talk to."""
