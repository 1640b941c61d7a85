"""Close the meeting: what is still open, a name under it, and the documents that come of it."""
