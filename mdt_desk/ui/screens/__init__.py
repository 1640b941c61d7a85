"""One folder a screen: state, presenter, view."""
