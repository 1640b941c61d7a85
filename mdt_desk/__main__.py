"""Read the command line and start."""

import sys

from mdt_desk.start import main

if __name__ == "__main__":
    sys.exit(main())
