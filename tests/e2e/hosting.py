"""A host on this machine, as quiet as a test needs it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and writes no log."""

    def log_message(self, *_: Any) -> None:
        pass


class Light(Quiet):
    """Serves a site without the script of the theme, which takes almost half of what it costs to open a page.

    For tests that open many pages and are about what the theme's script has no part in.
    """

    def translate_path(self, path: str) -> str:
        return os.devnull if "/javascripts/bundle." in path else super().translate_path(path)


@contextmanager
def hosting(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """The address under which a folder is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()
