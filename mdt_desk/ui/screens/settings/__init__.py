"""The settings: every field comes from the table in which settings are declared."""
