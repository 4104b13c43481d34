"""Let `python -m matcher` do what the command `matcher` does."""

import sys

from matcher.cli import main

if __name__ == "__main__":
    sys.exit(main())
