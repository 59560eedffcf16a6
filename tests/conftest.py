"""Options of all tests, and the browser."""

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from jinja2 import Environment
from outlast import render
from playwright.sync_api import Browser, sync_playwright

from tests import shared

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite what the cases in tests/cases expect")
    parser.addoption("--other-days", type=int, default=1, help="on how many later days the example is opened")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one worker make what the binder's tests share, while another does what needs nothing of it."""
    first = ("binder/test_attachments.py", "e2e/test_configurations.py", "e2e/test_access.py")
    items.sort(key=lambda item: next((n for n, end in enumerate(first) if item.path.match(end)), len(first)))


def pytest_collection_finish() -> None:
    """Look for garbage less often, and not among all that was imported and collected."""
    gc.freeze()
    gc.set_threshold(50_000, 20)


def pytest_runtest_teardown() -> None:
    """No test inherits the language or the edition that a command inside another one handed to MkDocs."""
    for name in ("OUTLAST_LANGUAGE", "OUTLAST_EDITION"):
        os.environ.pop(name, None)


@pytest.fixture(scope="session", autouse=True)
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What all tests of a session share: a folder, and templates that are compiled once."""
    shared.share(tmp_path_factory)
    # Every day of a window takes a second: what is about other days asks for some.
    os.environ["OUTLAST_AHEAD"] = "0"
    os.environ["OUTLAST_CACHE"] = str(shared.session_folder() / "cache")  # nothing lands in that of the user
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "Environment", partial(Environment, bytecode_cache=shared.Compiled()))
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium that `make test` found, or one of this machine. Without one the tests fail, not skip."""
    path = os.environ.get("OUTLAST_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, "no Chromium: run `make test`, which finds or installs one, or set OUTLAST_CHROMIUM"
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium has no sandbox for root
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if root else [])
        yield started
        started.close()
