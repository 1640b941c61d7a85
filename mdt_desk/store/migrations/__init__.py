"""One module for each form of the tables: how a queue of the form before becomes one of this form."""
