"""Small controls that draw one value and report one intent."""
