"""The clinical core: pure Python, no Qt, SQL, files, clock, locale or randomness."""
