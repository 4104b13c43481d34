"""Make plain test modules in this folder importable from every test: ``import oracle`` works anywhere.

Pytest runs with ``importmode=importlib`` and so adds no folder to the import path by itself.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
