"""Small controls that draw one value and report one intent; one file a widget, the smallest in basics."""
