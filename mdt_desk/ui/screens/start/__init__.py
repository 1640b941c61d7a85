"""The first screen of an empty program: rehearse with synthetic patients, or begin."""
