"""What happened: members, deliveries, answers, meetings, participation."""
