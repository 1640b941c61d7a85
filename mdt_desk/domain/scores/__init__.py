"""One module a score: its items, its bands, one function."""
