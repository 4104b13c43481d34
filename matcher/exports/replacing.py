"""Put a file or a whole folder in place at once: a reader sees the old one or the new one."""

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from matcher.errors import FileError
from matcher.words import Words

_STALE_SECONDS = 3600.0
"""A half-written sibling older than this belongs to a run that was killed."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file so that `path` holds the old bytes or the new ones, never a part.

    Raises
    ------
    FileError
        The place cannot be written.
    """
    with _telling_of(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, staged = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.writing-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(staged).chmod(0o666 & ~_umask())
            Path(staged).replace(path)
        except BaseException:
            Path(staged).unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)


def replace_folder(
    target: Path, fill: Callable[[Path], None], *, may_replace: Callable[[Path], bool], is_ours: Callable[[str], bool]
) -> None:
    """Fill a new folder beside `target` and put it in its place at once.

    Parameters
    ----------
    fill
        Writes the content into the folder it is given.
    may_replace
        Whether an existing, non-empty `target` may be replaced.
    is_ours
        Whether a name inside an existing `target` is ours to drop; everything else is carried over.

    Raises
    ------
    FileError
        The place cannot be written, or holds something else.
    """
    target = target.resolve()
    with _telling_of(target):
        if target.exists() and not target.is_dir():
            raise FileError(
                Words(
                    f"{target} 是一个文件，不能作为方案文件夹；请换一个位置",
                    f"{target} is a file, not a folder for a plan; choose another place",
                )
            )
        if target.is_dir() and any(target.iterdir()) and not may_replace(target):
            raise FileError(
                Words(
                    f"{target} 里有别的内容，不是方案文件夹，没有覆盖；请换一个位置",
                    f"{target} holds something other than a plan and was left alone; choose another place",
                )
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        _clear_stale(target)
        staged = Path(tempfile.mkdtemp(dir=target.parent, prefix=_staging_prefix(target)))
        try:
            fill(staged)
            if target.is_dir():
                _carry_over(target, staged, is_ours)
            staged.chmod(0o777 & ~_umask())
            _sync_folder(staged)
            _swap(staged, target)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
        _sync_folder(target.parent)


def _staging_prefix(target: Path) -> str:
    return f".{target.name[:40]}.writing-"


def _clear_stale(target: Path) -> None:
    for sibling in target.parent.glob(f"{_staging_prefix(target)}*"):
        with contextlib.suppress(OSError):
            if sibling.is_dir() and time.time() - sibling.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(sibling, ignore_errors=True)


def _carry_over(source: Path, staged: Path, is_ours: Callable[[str], bool]) -> None:
    for entry in sorted(source.iterdir()):
        if is_ours(entry.name) or (staged / entry.name).exists():
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, staged / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, staged / entry.name, follow_symlinks=False)


def _swap(staged: Path, target: Path) -> None:
    """Put `staged` where `target` is; afterwards `staged` holds the old content or nothing."""
    if not target.exists():
        staged.rename(target)
    elif not _exchange(staged, target):
        # Where the system cannot exchange two folders, the old one steps aside for a moment.
        aside = staged.with_name(f"{staged.name}-old")
        target.rename(aside)
        staged.rename(target)
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system does not offer it."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system allows to open folders."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


@contextmanager
def _telling_of(path: Path) -> Iterator[None]:
    """Turn an error of the system into a sentence that names the place."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileError(Words(f"无法写入 {path}：{reason}", f"cannot write {path}: {reason}")) from error
