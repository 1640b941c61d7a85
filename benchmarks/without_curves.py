"""Run a command of the program with an empty place wherever the minutes would show a survival figure."""

import sys

from reportlab.platypus import Spacer

from mdt_desk.cli import main
from mdt_desk.reports import minutes

if __name__ == "__main__":
    vars(minutes)["survival_figure"] = lambda *_: Spacer(1, 1)
    sys.exit(main())
