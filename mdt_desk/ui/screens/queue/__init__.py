"""The queue: who is to be discussed, who cannot wait, and what is still missing."""
