"""A folder of lesson files as one library: found, read, balanced, its last good state kept."""
