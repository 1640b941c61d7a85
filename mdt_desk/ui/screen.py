"""Whether there is a screen at all: without one Qt ends the program, with words for whoever builds it."""

import os
import sys


def without_screen() -> bool:
    """Tell whether a window would have nowhere to go, and nobody said where it should be painted instead."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform.startswith("linux") and not any(os.environ.get(each) for each in named)
