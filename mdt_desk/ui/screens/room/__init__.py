"""Room mode: one case on the projector, readable from the last row, and the presenter's own window."""
