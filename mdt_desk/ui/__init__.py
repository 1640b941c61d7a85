"""The only package that speaks Qt."""
