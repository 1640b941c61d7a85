"""The help: shortcuts and reference tables."""
