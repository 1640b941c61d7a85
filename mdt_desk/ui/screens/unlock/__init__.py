"""Before the queue is open: set it up, unlock it, or say in one screen why it does not open."""
