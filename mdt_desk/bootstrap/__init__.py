"""The composition root: the only place that knows every part, and puts them together; each module puts one thing."""
