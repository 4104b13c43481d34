"""Fill the generated parts of README.md, or check that they are what they would be.

    python scripts/readme.py            writes them
    python scripts/readme.py --check    exits 1 when they are stale

The demo's numbers come from ``scenarios/banner/expected.json``, which the tests hold against a
real run; the commands come from the command line's own help.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"


def describe_demo() -> str:
    """Return the table of what the demo season comes to."""
    expected = json.loads((ROOT / "scenarios/banner/expected.json").read_text(encoding="utf-8"))
    counts = expected["counts"]
    rows = [
        ("企业 / hosts", f"{counts['hosts']}"),
        ("其中能覆盖 / covered", f"{counts['hosts_covered']}（已证明不能更多 / proven）"),
        ("人选 / people", f"{counts['people']}"),
        ("原有盲点 / blind spots before", f"{counts['blind_spots_before']}"),
        ("剩余盲点 / blind spots left", f"{counts['blind_spots_left']}"),
        ("导入发现的问题 / findings", f"{counts['findings']}"),
    ]
    return "\n".join(["| | |", "|---|---|", *(f"| {key} | {value} |" for key, value in rows)])


def describe_commands() -> str:
    """Return the table of commands, in both languages, from the command line itself."""
    texts = []
    for language in ("zh", "en"):
        shown = subprocess.run(
            [sys.executable, "-m", "matcher", "--lang", language, "--help"],
            capture_output=True,
            text=True,
            check=True,
            env={"COLUMNS": "200", "PATH": "", "PYTHONIOENCODING": "utf-8"},
            cwd=ROOT,
        ).stdout
        # A long text goes on below its own column; Chinese knows no space between.
        whole = re.sub(r"(?<=[^\x00-\x7f])\s*\n {8,}(?=[^\x00-\x7f\s])", "", shown)
        whole = re.sub(r"\s*\n {8,}(?=\S)", " ", whole)
        texts.append(dict(re.findall(r"^  ([a-z]+)  +(\S.*?)\s*$", whole, re.MULTILINE)))
    chinese, english = texts
    rows = [f"| `matcher {command}` | {chinese[command]} | {english[command]} |" for command in chinese]
    return "\n".join(["| 命令 | 用途 | |", "|---|---|---|", *rows])


PARTS = {"demo": describe_demo, "commands": describe_commands}


def fill(text: str) -> str:
    """Return the README with every generated part filled in."""
    for name, describe in PARTS.items():
        block = re.compile(rf"(<!-- generated: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        found = block.search(text)
        if found is None:
            raise SystemExit(f"README.md: the generated part {name} is missing")
        text = f"{text[: found.start()]}{found[1]}{describe()}\n{found[2]}{text[found.end() :]}"
    return text


def main() -> int:
    """Write or check."""
    text = README.read_text(encoding="utf-8")
    filled = fill(text)
    if "--check" not in sys.argv:
        README.write_text(filled, encoding="utf-8")
        return 0
    if filled == text:
        return 0
    print("README.md is stale: run python scripts/readme.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
