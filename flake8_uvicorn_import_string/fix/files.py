"""Files as the command reads, compares and replaces them: in bytes."""

from __future__ import annotations

import difflib
import errno
import io
import os
import re
import stat
import sys
import tempfile
import tokenize
from contextlib import suppress
from typing import Final

from flake8_uvicorn_import_string.advice.import_string import file_on_standard_input

_LINES: Final = re.compile(rb"[^\n]*\n|[^\n]+")


class Failed(Exception):
    """Why a file is left alone."""


def read(file: str) -> bytes:
    """Return the content of a file, or of standard input for ``-``.  Raises Failed."""
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        with open(file, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise Failed(f"it cannot be read: {error.strerror}") from error


def decode(data: bytes) -> tuple[str, str]:
    """Return a source's text, with its line ends, and its encoding.  Raises Failed."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (SyntaxError, UnicodeError) as error:
        raise Failed(f"it cannot be decoded: {error}") from error
    if text.encode(encoding) != data:
        raise Failed(f"it would not stay as it is: {encoding} can say the same in several ways")
    return text, encoding


def unified_diff(old: bytes, new: bytes, name: str) -> bytes:
    """Return a unified diff, empty if nothing differs, in the encoding of the file."""
    path = os.fsencode(os.path.normpath(name))
    before, after = _LINES.findall(old), _LINES.findall(new)
    lines = difflib.diff_bytes(difflib.unified_diff, before, after, path, path)
    return b"".join(
        line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n"
        for line in lines
    )


def replace(file: str, old: bytes, new: bytes) -> None:
    """Put new content into a file, all at once, unless it no longer has the old.

    A symbolic link stays one; the file behind it keeps its mode, and where that
    is allowed its owner.
    Raises Failed.
    """
    path = os.path.realpath(file)
    temporary = None
    try:
        if not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        descriptor, temporary = tempfile.mkstemp(
            prefix=f".{os.path.basename(path)}.", dir=os.path.dirname(path)
        )
        with open(descriptor, "wb") as stream:
            stream.write(new)
        like = os.stat(path)
        with suppress(AttributeError, OSError):  # not on every system, nor for everyone
            os.chown(temporary, like.st_uid, like.st_gid)
        os.chmod(temporary, stat.S_IMODE(like.st_mode))
        if read(path) != old:
            raise Failed("it changed meanwhile")
        os.replace(temporary, path)
        temporary = None
    except OSError as error:
        raise Failed(f"it cannot be written: {error.strerror}") from error
    finally:
        if temporary is not None:
            os.unlink(temporary)


def module_file(file: str, name: str) -> str:
    """Return the name that says what a file, reported by this name, can be imported as.

    Of a symbolic link it is that of the file behind it: there Python looks for
    modules when the link is run.  But ``__main__.py`` is run by this name.
    """
    if file == "-":
        file = file_on_standard_input(name)
    if file == "-" or os.path.basename(file) == "__main__.py":
        return file
    real = os.path.realpath(file)
    return file if real == os.path.abspath(file) else real
