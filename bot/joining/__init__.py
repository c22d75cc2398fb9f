"""The way in: an invite, its poster, the door, what one agrees to, the first steps."""
