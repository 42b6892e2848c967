"""python-lsp-server as an editor talks to it: JSON over its standard streams."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Seconds after which a server that says nothing is ended.
TIMEOUT = 60


class LanguageServer:
    """A running server of a folder.  Made by ``language_server``."""

    def __init__(self, process: subprocess.Popen[bytes], root: Path) -> None:
        self.process = process
        self.root = root
        self._id = 0

    def diagnostics(self, name: str, text: str) -> list[dict[str, Any]]:
        """Open a file of the folder with some text, and return what is said of that."""
        uri = (self.root / name).as_uri()
        document = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        while True:
            message = self._receive()
            if message.get("method") == "textDocument/publishDiagnostics":
                if message["params"]["uri"] == uri:
                    found: list[dict[str, Any]] = message["params"]["diagnostics"]
                    return found

    def request(self, method: str, params: Any = None) -> Any:
        """Send a request and return its result."""
        self._id += 1
        self._send({"id": self._id, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == self._id and "method" not in message:
                return message["result"]

    def notify(self, method: str, params: Any = None) -> None:
        """Send what needs no answer."""
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return message


@contextmanager
def language_server(root: Path) -> Iterator[LanguageServer]:
    """Start a server of a folder in which flake8 alone looks for errors."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pylsp"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=root.parent,
    )
    alarm = threading.Timer(TIMEOUT, process.kill)
    alarm.start()
    try:
        server = LanguageServer(process, root)
        server.request("initialize", {"rootUri": root.as_uri(), "capabilities": {}})
        server.notify("initialized", {})
        others = ("pyflakes", "pycodestyle", "mccabe", "autopep8", "yapf")
        plugins: dict[str, Any] = {name: {"enabled": False} for name in others}
        plugins["flake8"] = {"enabled": True, "select": ["UVI"]}
        settings = {"pylsp": {"plugins": plugins}}
        server.notify("workspace/didChangeConfiguration", {"settings": settings})
        yield server
        server.request("shutdown")
        server.notify("exit")
        process.wait(TIMEOUT)
    finally:
        alarm.cancel()
        process.kill()
        process.communicate()
