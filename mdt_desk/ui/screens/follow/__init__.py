"""What follows from decisions: whom to ask, what was carried out, what is still to be done, what waits."""
