"""Around a meeting: word of it, who came, what was argued, the pack, the period that freezes."""
