"""A command in a terminal, typed as a person types."""

from __future__ import annotations

import os
import select
import signal
import sys
import time

from tests.host.running import surroundings

CTRL_C = "\x03"
LONGEST = 60
"""Seconds that a question may take to come, on a busy machine."""


class Terminal:
    """A command in a terminal of its own."""

    def __init__(self, *arguments: str) -> None:
        import pty

        self.shown = ""
        self.process, self.keys = pty.fork()
        if self.process == 0:
            # A test run in the background ignores Ctrl-C, and whatever it starts would, too.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.execve(sys.executable, [sys.executable, "-m", "outlast", *arguments], surroundings())

    def until(self, words: str) -> str:
        """All that is shown up to these words, and with them."""
        end = time.monotonic() + LONGEST
        while words not in self.shown:
            assert time.monotonic() < end, f"never said {words!r}:\n{self.shown}"
            if select.select([self.keys], [], [], 0.1)[0]:
                assert self._more(), f"ended before {words!r}:\n{self.shown}"
        before, _, self.shown = self.shown.partition(words)
        return before + words

    def answer(self, question: str, line: str = "") -> None:
        """Type a line after a question was asked."""
        self.until(question)
        self.type(line)

    def type(self, line: str) -> None:
        os.write(self.keys, f"{line}\r".encode())

    def interrupt(self) -> None:
        """Press Ctrl-C, and again where it came just before Python began to wait, which misses it."""
        for _ in range(5):
            os.write(self.keys, CTRL_C.encode())
            while select.select([self.keys], [], [], 4)[0]:
                if not self._more():
                    return

    def press(self, key: str) -> None:
        """Press a key alone, as soon as one is waited for: what comes before is thrown away."""
        import termios

        end = time.monotonic() + LONGEST
        while termios.tcgetattr(self.keys)[3] & termios.ICANON:
            assert time.monotonic() < end, f"no key is waited for:\n{self.shown}"
            time.sleep(0.01)
        os.write(self.keys, key.encode())

    def end(self) -> tuple[str, int]:
        """What else is shown, and the code at the end."""
        end = time.monotonic() + LONGEST
        while True:
            if select.select([self.keys], [], [], 0.1)[0] and not self._more():
                break
            assert time.monotonic() < end, f"never ended:\n{self.shown}"
        _, status = os.waitpid(self.process, 0)
        os.close(self.keys)
        return self.shown, os.waitstatus_to_exitcode(status)

    def _more(self) -> bool:
        try:
            read = os.read(self.keys, 65536)
        except OSError:  # Linux says so at the end of a terminal
            return False
        self.shown += read.decode(errors="replace").replace("\r\n", "\n")
        return bool(read)
