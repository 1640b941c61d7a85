"""Domain values in the words of a language, as frozen values that any screen can draw; no widgets."""
