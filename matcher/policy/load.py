"""From a scenario file to a policy, or to one error that names every fault in it."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from matcher.policy.checks import find_faults
from matcher.policy.faults import Fault, make_error
from matcher.policy.positions import Place, Span, find_positions
from matcher.policy.records import Policy
from matcher.policy.syntax import find_syntax_fault
from matcher.policy.translate import translate
from matcher.words import Words, nearest

FILE_NAME = "scenario.toml"


def load_policy(path: Path) -> Policy:
    """Read a scenario file.

    Parameters
    ----------
    path
        The file ``scenario.toml`` or the folder that holds it.

    Raises
    ------
    ScenarioError
        The file is missing, is no UTF-8 or no TOML, or a setting in it is wrong; one error tells
        all faults with line, place, value, reason, fix and nearest right word.
    """
    file = find_scenario_file(path)
    return parse_policy(read_scenario_text(file), file)


def parse_policy(text: str, file: Path = Path(FILE_NAME)) -> Policy:
    r"""Return the policy a text states.

    Parameters
    ----------
    file
        Where the text came from, for the places in the error.

    Raises
    ------
    ScenarioError
        As `load_policy`.

    Examples
    --------
    >>> parse_policy('name = "demo"\nseason_start = 2026-12-01').name
    'demo'
    """
    return build_policy(parse_scenario_text(file, text), file=file.name, text=text)


def build_policy(data: Mapping[str, object], *, file: str = FILE_NAME, text: str = "") -> Policy:
    """Turn the content of a scenario file, or of a form, into a policy.

    Parameters
    ----------
    data
        What ``tomllib`` reads: tables as dicts, dates as dates.
    file, text
        Name and text the content came from, for the places in the error.

    Raises
    ------
    ScenarioError
        As `load_policy`.

    Examples
    --------
    >>> from datetime import date
    >>> build_policy({"name": "demo", "season_start": date(2026, 12, 1)}).ordered_objectives[0]
    'coverage'
    """
    faults: list[Fault] = find_faults(data)
    try:
        policy = Policy.model_validate(data)
    except ValidationError as error:
        faults += translate(error, data)
        raise make_error(faults or [_WITHOUT_WORDS], data, file=file, spans=find_spans(text)) from None
    if faults:
        raise make_error(faults, data, file=file, spans=find_spans(text))
    return policy


# Should nothing find words for a refusal: better a plain sentence than a policy that is not there.
_WITHOUT_WORDS = Fault(
    (),
    Words("方案不合要求", "it cannot be used"),
    Words("对照 docs/scenario.md 改写", "see docs/scenario.md"),
    "wrong_value",
    "",
)


def find_scenario_file(path: Path) -> Path:
    """Return the scenario file meant by a path, or say what stands near it.

    Raises
    ------
    ScenarioError
        There is no such file.
    """
    try:
        is_folder = path.is_dir()
        file = path / FILE_NAME if is_folder else path
        if file.is_file():
            return file
        parent = path if is_folder else path.parent
        beside = sorted(item.name for item in parent.iterdir()) if parent.is_dir() else []
    except OSError as error:
        raise make_error([_unreadable(error)], {}, file=str(path)) from None
    found = nearest(FILE_NAME if is_folder else path.name, beside)
    near = str(parent / found) if found else None
    fix = (
        Words(f"是不是 {near}", f"perhaps {near} is meant")
        if near
        else Words(f"给出含有 {FILE_NAME} 的文件夹", f"give a folder that holds {FILE_NAME}")
    )
    fault = Fault((), Words("没有这个文件", "no such file"), fix, "no_file", "", near)
    raise make_error([fault], {}, file=str(file))


def read_scenario_text(file: Path) -> str:
    """Return the text of a scenario file, without the mark some editors put first.

    Raises
    ------
    ScenarioError
        The file cannot be read or is no UTF-8.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise make_error([_unreadable(error)], {}, file=str(file)) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        spans: dict[Place, Span] = {("",): Span(line, "")}
        fault = Fault(
            ("",),
            Words("文件不是 UTF-8 编码", "the file is not UTF-8"),
            Words("用编辑器另存为 UTF-8 编码", "save it again as UTF-8"),
            "encoding",
            "",
        )
        raise make_error([fault], {}, file=file.name, spans=spans) from None


def _unreadable(error: OSError) -> Fault:
    why = error.strerror or type(error).__name__
    return Fault(
        (),
        Words(f"文件打不开（{why}）", f"the file cannot be opened ({why})"),
        Words("检查路径和权限，或关闭占用它的程序", "check path and permissions, or close what holds it"),
        "no_file",
        "",
    )


def parse_scenario_text(file: Path, text: str) -> dict[str, object]:
    """Return what a text says as TOML.

    Raises
    ------
    ScenarioError
        It breaks the grammar; tells the line and how to mend it.
    """
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line, fault = find_syntax_fault(text, str(error))
        raise make_error([fault], {}, file=file.name, spans={fault.place: Span(line, "")}) from None


def find_spans(text: str) -> Mapping[Place, Span]:
    """Return where everything in a text stands; empty where that cannot be told."""
    try:
        return find_positions(text)
    except (ValueError, IndexError, RecursionError):  # pragma: no cover
        # An error without lines still says everything else.
        return {}
