"""One verb a function; what each needs from outside is a protocol."""
