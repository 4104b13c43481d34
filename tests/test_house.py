"""Promises of the house as a whole: its public names, its layout, what importing costs."""

import ast
import inspect
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import matcher
from matcher.explain import NAMES
from matcher.problem import RULES
from matcher.solve.exact.rules import CONSTRAINTS
from matcher.verify import CHECKS

ROOT = Path(__file__).resolve().parents[1]


def test_public_names_resolve_and_are_documented() -> None:
    """At most twenty names, each there and each with a docstring."""
    assert len(matcher.__all__) <= 20
    for name in matcher.__all__:
        assert inspect.getdoc(getattr(matcher, name)), name


def test_rooms_do_not_hide_the_functions_of_their_name() -> None:
    """Importing the rooms solve and verify leaves matcher.solve and matcher.verify callable."""
    rooms = "import matcher, matcher.solve.portfolio, matcher.verify.checks"
    code = f"{rooms}; assert callable(matcher.solve) and callable(matcher.verify)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_one_name_per_rule() -> None:
    """What the solver adds, what the checker checks and what the sentences explain carry one name."""
    assert set(CONSTRAINTS) == set(CHECKS) == set(RULES)
    assert set(RULES) <= set(NAMES["rule"])


def test_import_is_light() -> None:
    """`import matcher` loads no solver, compiler, table reader or dashboard."""
    heavy = ("ortools", "numba", "pandas", "scipy", "python_calamine", "xlsxwriter", "streamlit", "rich")
    code = f"import sys, matcher; print([name for name in {heavy!r} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"


def test_no_room_for_leftovers() -> None:
    """No module is called utils, common, helpers or misc, and none has over 400 lines."""
    for path in (ROOT / "matcher").rglob("*.py"):
        assert path.stem not in {"utils", "common", "helpers", "misc"}, path
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path


def test_verify_never_imports_solve() -> None:
    """The checker shares no code with the engines."""
    for path in (ROOT / "matcher/verify").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert not any(name.startswith(("matcher.solve", "ortools", "numba")) for name in names), path


def test_links_of_the_documents_lead_somewhere() -> None:
    """Every relative link of the README and of docs/ points to a file."""
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_lock_names_hashes_and_no_address() -> None:
    """Every pin has a hash, and no address or registry stands in the lock."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    pins = re.findall(r"^([A-Za-z0-9_.-]+)==", text, re.MULTILINE)
    assert len(pins) > 50
    assert text.count("--hash=sha256:") >= len(pins)


def test_every_dependency_states_its_reason() -> None:
    """Each requirement in pyproject.toml stands on its own line with a comment, and is pinned in the lock."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    wanted = [*project["dependencies"], *(r for extra in project["optional-dependencies"].values() for r in extra)]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").lower().replace("_", "-")
    for requirement in wanted:
        line = next(line for line in text.splitlines() if line.startswith(f'    "{requirement}"'))
        assert "# " in line, requirement
        name = re.split(r"[\[<>=]", requirement)[0].lower()
        assert re.search(rf"^{re.escape(name)}==", lock, re.MULTILINE), name
