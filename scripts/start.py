"""Set up `.venv` inside this folder once, then run one tool from it.

    python3 scripts/start.py matcher run scenarios/banner
    python3 scripts/start.py pytest

Needs Python 3.11 or newer with pip, nothing else. Everything installed is pinned with its hash in
`requirements.lock`. A second call reuses what the first one built, unless the pins or the
project's own metadata changed.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "installed-from"
LOCK = ROOT / "requirements.lock"


def fingerprint() -> str:
    """Return a digest of all that decides what `.venv` must hold."""
    parts = [sys.version.encode(), LOCK.read_bytes(), (ROOT / "pyproject.toml").read_bytes()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def install() -> None:
    """Build `.venv` from the pins; leave a stamp only when all of it worked."""
    print("正在准备运行环境（首次约一两分钟）… / Setting up, a minute or two the first time …", flush=True)
    # --without-pip and pip --python: works where the system's Python comes without ensurepip.
    subprocess.run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(BIN / "python"), "install", "--quiet"]
    pip += ["--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], check=True)
    STAMP.write_text(fingerprint(), encoding="ascii")


def main() -> int:
    """Set up if needed, run the tool named on the command line, return its exit code."""
    if sys.version_info < (3, 11):
        print("需要 Python 3.11 或更高版本。/ Python 3.11 or newer is needed.", file=sys.stderr)
        return 2
    if not STAMP.is_file() or STAMP.read_text(encoding="ascii") != fingerprint():
        try:
            install()
        except subprocess.CalledProcessError as error:
            print(f"环境准备失败。/ Setting up failed: {error}", file=sys.stderr)
            return 1
    if len(sys.argv) == 1:
        return 0
    # What the tool prints as the next command is to work as the first one did.
    environment = os.environ | {"MATCHER_COMMAND": "python3 scripts/start.py matcher"}
    environment["PATH"] = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    try:
        return subprocess.run([str(BIN / sys.argv[1]), *sys.argv[2:]], env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
