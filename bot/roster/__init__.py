"""The list of members as organizers and administrators bring it: from a shell, or as a file."""
