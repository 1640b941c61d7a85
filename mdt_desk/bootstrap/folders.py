"""Where the program keeps what is no queue: figures, error reports, how its window stood."""

from pathlib import Path


def cache_folder() -> Path:
    """Return where figures are kept between runs."""
    from platformdirs import user_cache_path

    return user_cache_path("MDT Desk", appauthor=False)


def reports_file() -> Path:
    """Return the file of the latest error reports; nothing of a patient is ever in it."""
    return _state() / "reports.txt"


def window_memory() -> Path:
    """Return the file that remembers where the window stood."""
    return _state() / "window.ini"


def _state() -> Path:
    from platformdirs import user_state_path

    return user_state_path("MDT Desk", appauthor=False)
