"""The queue on a local disk; the only package that speaks SQL."""
