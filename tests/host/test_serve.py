"""`outlast serve`: it follows the plan, and shows what is wrong with it in place of the site."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError

import pytest
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer
from outlast.mkdocs_plugin import LOOK_EVERY

from tests.host.running import run, spoil, surroundings

PATIENCE = 60


def test_the_site_follows_the_plan(shop: Path) -> None:
    file = shop / "plan/shop.yml"
    good = file.read_text(encoding="utf-8")
    with serving(shop) as (address, log):
        page = f"{address}/serve/refunds.html"
        first = wait_for(page, lambda text: "Refund customers" in text, log)
        assert "Content-Security-Policy" not in first, "it would refuse the script that reloads the page"
        change(file, good.replace("Refund customers", "Give money back"))
        wait_for(page, lambda text: "Give money back" in text, log)
        spoil(shop / "plan")
        wrong = wait_for(page, lambda text: "error[" in text, log)
        assert "Give money back" not in wrong
        assert "livereload" in wrong, "it reloads when the plan is mended"
        with pytest.raises(HTTPError) as nowhere:
            urllib.request.urlopen(f"{address}/no/such/page.html", timeout=PATIENCE)
        assert "error[" in nowhere.value.read().decode()
        change(file, good.replace("Refund customers", "Repay buyers"))
        wait_for(page, lambda text: "Repay buyers" in text, log)
        assert "Traceback" not in log()
    assert not (shop / "site").exists()


def test_a_plan_that_is_broken_from_the_start_is_told(shop: Path) -> None:
    file = shop / "plan" / "shop.yml"
    good = file.read_text(encoding="utf-8")
    spoil(shop / "plan")
    with serving(shop) as (address, log):
        page = f"{address}/index.html"
        assert "1 error" in wait_for(page, lambda text: "error[" in text, log)
        assert "error[" in log()
        change(file, good)
        wait_for(f"{address}/serve/refunds.html", lambda text: "Refund customers" in text, log)
        assert "Traceback" not in log()


def test_edits_are_looked_for_often_wherever_mkdocs_would_look(shop: Path) -> None:
    config = load_config(str(shop / "mkdocs.yml"))
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(shop))
    places = {
        config.docs_dir,
        str(config.config_file_path),
        config.theme.dirs[0],
    }  # the last for --watch-theme
    for path in (*places, config.docs_dir):
        server.watch(path)
    assert config.plugins.on_serve(server, config=config, builder=lambda: None) is server
    server.watch(str(shop / "plan"))
    assert {each.watch.raw_path for each in server.observer.emitters} == {*places, str(shop / "plan")}
    assert {each.timeout for each in server.observer.emitters} == {LOOK_EVERY}
    server.server_close()


def test_a_port_in_use_is_told(shop: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("outlast", "serve", "--address", f"127.0.0.1:{taken.getsockname()[1]}", cwd=shop)
    assert done.returncode == 2
    assert "port is in use" in done.stderr
    assert "Traceback" not in done.stderr


@contextmanager
def serving(shop: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    """The address of a running server, and what it has said so far."""
    port = free_port()
    heard = shop.parent / "serve.log"
    command = [sys.executable, "-m", "outlast", "serve", "--address", f"127.0.0.1:{port}"]
    with heard.open("wb") as stream:
        server = subprocess.Popen(command, cwd=shop, env=surroundings(), stdout=stream, stderr=stream)
        try:
            yield f"http://127.0.0.1:{port}", lambda: heard.read_text(encoding="utf-8")
        finally:
            server.kill()
            server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def change(file: Path, text: str) -> None:
    """Write `text` so that a watcher by time stamps sees it."""
    time.sleep(1.1)
    file.write_text(text, encoding="utf-8", newline="\n")


def wait_for(page: str, right: Callable[[str], object], log: Callable[[], str]) -> str:
    """The text of a page once it is right."""
    seen = ""

    def look() -> bool:
        nonlocal seen
        try:
            with urllib.request.urlopen(page, timeout=PATIENCE) as answer:
                seen = answer.read().decode()
        except OSError:
            return False
        return bool(right(seen))

    wait_until(look, log)
    return seen


def wait_until(true: Callable[[], bool], log: Callable[[], str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, log()
        time.sleep(0.2)
