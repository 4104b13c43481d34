"""Write the demonstration workbooks anew: ``python -m matcher.pools.synthetic data/banner``."""

import sys
from pathlib import Path

from matcher.pools.synthetic.banner import write_banner

if __name__ == "__main__":
    write_banner(Path(sys.argv[1] if len(sys.argv) > 1 else "data/banner"))
