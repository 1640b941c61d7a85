"""What the commands of the command line do, each importing no more than it needs."""
