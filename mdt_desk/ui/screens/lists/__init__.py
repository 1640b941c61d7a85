"""Lists in and results out: a file or what was copied becomes cases; cases become a file."""
