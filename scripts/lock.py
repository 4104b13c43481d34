"""Refresh `requirements.lock`: names, versions and hashes of every package, no addresses.

    python3 scripts/lock.py

Resolves for all supported Pythons and platforms with uv, which it installs apart from the project.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BOOT = ROOT / ".boot"
BIN = BOOT / ("Scripts" if os.name == "nt" else "bin")


def main() -> int:
    """Resolve, write the lock, refuse one that holds an address."""
    if not (BIN / "uv").exists():
        subprocess.run([sys.executable, "-m", "venv", str(BOOT)], check=True)
        subprocess.run([str(BIN / "python"), "-m", "pip", "install", "-q", "uv>=0.13,<0.14"], check=True)
    environment = os.environ | {"UV_PYTHON_DOWNLOADS": "never"}
    uv = [str(BIN / "uv"), "--directory", str(ROOT)]
    subprocess.run([*uv, "lock", "--upgrade", "--python", sys.executable], check=True, env=environment)
    export = ["export", "--frozen", "--all-extras", "--no-emit-project", "--no-header", "-q", "-o", "requirements.lock"]
    subprocess.run([*uv, *export], check=True, env=environment, stdout=subprocess.DEVNULL)
    # uv's own lock stores download addresses; only the exported list of hashes is kept.
    (ROOT / "uv.lock").unlink()
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    if "://" in text:
        print("requirements.lock holds a download address", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
