"""The screen of one case."""
