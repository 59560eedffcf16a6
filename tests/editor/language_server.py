"""A conversation with yaml-language-server over its standard streams."""

import json
import subprocess
import threading
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import Any, Self

PATIENCE = 30.0
"""Seconds until an answer counts as missing."""

COMMENT = "# yaml-language-server: $schema=.schema.json\n"
"""The first line of each file, as docs/commands.md shows it."""


class LanguageServer:
    """A server that is asked about one file of a plan after another; `.schema.json` lies in its folder."""

    def __init__(self, program: Path, folder: Path) -> None:
        command = ["node", str(program), "--stdio"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._arrived: Queue[dict[str, Any]] = Queue()
        self._folder = folder
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> Self:
        text = {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}}
        can = {"textDocument": {"completion": text, "hover": {"contentFormat": ["markdown"]}}}
        self._ask("initialize", {"processId": None, "rootUri": None, "capabilities": can})
        self._tell("initialized", {})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def problems(self, text: str) -> list[tuple[int, str]]:
        """Line, counted from 1, and message of every red line under a text."""
        uri = self._open(text)
        while True:
            message = self._next()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                found = message["params"]["diagnostics"]
                return [(one["range"]["start"]["line"], one["message"]) for one in found]

    def offered(self, text: str) -> dict[str, dict[str, Any]]:
        """What the editor offers at the sign | in a text, by label."""
        answer = self._ask("textDocument/completion", self._at_mark(text))
        return {one["label"]: one for one in answer["items"]}

    def hover(self, text: str) -> str:
        """What the editor tells about the word at the sign | in a text."""
        answer = self._ask("textDocument/hover", self._at_mark(text))
        return str(answer["contents"]["value"]) if answer else ""

    def _at_mark(self, text: str) -> dict[str, Any]:
        before, _, after = text.partition("|")
        position = {"line": before.count("\n") + 1, "character": len(before.rpartition("\n")[2])}
        return {"textDocument": {"uri": self._open(before + after)}, "position": position}

    def _open(self, text: str) -> str:
        self._number += 1
        uri = (self._folder / f"{self._number}.yml").as_uri()
        opened = {"uri": uri, "languageId": "yaml", "version": 1, "text": COMMENT + text}
        self._tell("textDocument/didOpen", {"textDocument": opened})
        return uri

    def _ask(self, method: str, params: Any) -> Any:
        self._number += 1
        number = self._number
        self._send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _tell(self, method: str, params: Any) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def _next(self) -> dict[str, Any]:
        """The next message; what the server asks us meanwhile is answered with nothing."""
        try:
            message = self._arrived.get(timeout=PATIENCE)
        except Empty:
            raise TimeoutError("the language server says nothing more") from None
        if "method" in message and "id" in message:
            items = (
                message["params"].get("items", []) if message["method"] == "workspace/configuration" else []
            )
            result = [None] * len(items) if items else None
            self._send({"jsonrpc": "2.0", "id": message["id"], "result": result})
        return message

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps(message).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream
        while header := stream.readline():
            if header.lower().startswith(b"content-length:"):
                length = int(header.split(b":")[1])
                while stream.readline().strip():
                    pass
                self._arrived.put(json.loads(stream.read(length)))
