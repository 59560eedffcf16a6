"""A Firefox that does what a test says, over WebDriver BiDi, which it speaks by itself."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

BROWSERS = ("firefox-esr", "firefox")
PATIENCE = 60.0
"""Seconds until a wait is given up."""
PREFERENCES = {
    # Everything but files goes to a proxy that is not there: the network is cut.
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.allow_hijacking_localhost": True,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
}


class Firefox:
    """One tab of a running Firefox."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0
        self.wrong: list[str] = []
        """Errors in the console, and requests that leave the machine."""
        self._send("session.new", {"capabilities": {}})
        self._send("session.subscribe", {"events": ["log.entryAdded", "network.beforeRequestSent"]})
        self._tab = self._send("browsingContext.create", {"type": "tab"})["context"]

    def open(self, address: str) -> None:
        """Go to an address and wait until all of it is there."""
        self._send("browsingContext.navigate", {"context": self._tab, "url": address, "wait": "complete"})

    def reload(self) -> None:
        """Load the page again."""
        self._send("browsingContext.reload", {"context": self._tab, "wait": "complete"})

    def ask(self, expression: str) -> Any:
        """What a JavaScript expression comes to on the page, as data; promises are awaited."""
        answer = self._send(
            "script.evaluate",
            {
                "expression": f"Promise.resolve({expression}).then(it => JSON.stringify(it ?? null))",
                "target": {"context": self._tab},
                "awaitPromise": True,
            },
        )
        if answer["type"] != "success":
            raise AssertionError(f"{expression}: {answer['exceptionDetails']['text']}")
        return json.loads(answer["result"]["value"])

    def wait(self, expression: str) -> Any:
        """What a JavaScript expression comes to, once that is true."""
        deadline = time.monotonic() + PATIENCE
        while not (found := self.ask(expression)):
            assert time.monotonic() < deadline, f"never came true: {expression}"
            time.sleep(0.05)
        return found

    def click(self, selector: str) -> None:
        """Press the mouse on the first element that fits."""
        self._send(
            "input.performActions",
            {
                "context": self._tab,
                "actions": [
                    {
                        "type": "pointer",
                        "id": "mouse",
                        "actions": [
                            {"type": "pointerMove", "x": 0, "y": 0, "origin": self._element(selector)},
                            {"type": "pointerDown", "button": 0},
                            {"type": "pointerUp", "button": 0},
                        ],
                    }
                ],
            },
        )

    def type(self, text: str) -> None:
        """Press keys."""
        keys = [{"type": kind, "value": sign} for sign in text for kind in ("keyDown", "keyUp")]
        actions = [{"type": "key", "id": "keys", "actions": keys}]
        self._send("input.performActions", {"context": self._tab, "actions": actions})

    def _element(self, selector: str) -> Any:
        # A page that still moves would be hit somewhere else.
        self.ask(
            f"(document.querySelector({selector!r}).scrollIntoView({{block: 'center', behavior: 'instant'}}),"
            " new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1)))))"
        )
        found = self._send(
            "browsingContext.locateNodes",
            {"context": self._tab, "locator": {"type": "css", "value": selector}, "maxNodeCount": 1},
        )["nodes"]
        assert found, f"nothing fits {selector}"
        return {"type": "element", "element": {"sharedId": found[0]["sharedId"]}}

    def _send(self, method: str, parameters: dict[str, Any]) -> Any:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv(timeout=PATIENCE))
            if answer["type"] == "event":
                self._note(answer["method"], answer["params"])
            elif answer["id"] == self._number:
                assert answer["type"] == "success", f"{method}: {answer}"
                return answer["result"]

    def _note(self, event: str, said: dict[str, Any]) -> None:
        if event == "log.entryAdded" and said["level"] == "error":
            self.wrong.append(f"console: {said['text']}")
        elif event == "network.beforeRequestSent" and said["context"] is not None:
            address = said["request"]["url"]
            if not address.startswith(("file:", "data:", "blob:", "about:")):
                self.wrong.append(f"left the machine: {address}")


@contextmanager
def running() -> Iterator[Firefox]:
    """A Firefox with an empty profile and no network, ended afterwards."""
    path = os.environ.get("OUTLAST_FIREFOX") or next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, "no Firefox: run `make test`, which finds or installs one, or set OUTLAST_FIREFOX"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in PREFERENCES.items()]
        (Path(profile) / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [path, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
        log = Path(profile) / "said.log"
        with log.open("wb") as out:
            process = subprocess.Popen(command, stdout=out, stderr=out, env={**os.environ, "HOME": profile})
        try:
            with connect(f"{_address(process, log)}/session", max_size=None, proxy=None) as socket:
                yield Firefox(socket)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _address(process: "subprocess.Popen[bytes]", log: Path) -> str:
    """Where Firefox listens, as it says when it is ready."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        said = re.search(
            r"WebDriver BiDi listening on (ws://\S+)", log.read_text(encoding="utf-8", errors="replace")
        )
        if said:
            return said[1]
        time.sleep(0.1)
    raise AssertionError(
        "Firefox did not start:\n" + log.read_text(encoding="utf-8", errors="replace")[-2000:]
    )
