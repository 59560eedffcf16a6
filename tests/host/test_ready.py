"""What is looked at before a site goes out, and what its host is compared with."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from outlast.host.folder import MARKER
from outlast.host.marker import Marker, marker_of
from outlast.host.refusal import Failure, Refusal
from outlast.publishing import LIST, compare, ready

from tests.envelope.vectors import WORDS
from tests.host.running import run, succeed
from tests.host.serving import serving
from tests.secrets.corpus import planted


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return made(tmp_path / "site")


def made(folder: Path, edition: str = "public", *, encrypted: bool = False) -> Path:
    folder.mkdir(exist_ok=True)
    marker = Marker("Fern runbook", edition, date(2026, 11, 22), "1", encrypted)
    (folder / MARKER).write_bytes(marker.content())
    (folder / "index.html").write_text("<h1>Fern</h1>", encoding="utf-8")
    (folder / "serve").mkdir(exist_ok=True)
    (folder / "serve" / "é b.html").write_text("<h1>Serve</h1>", encoding="utf-8")
    return folder


def test_a_public_site_goes_out_with_the_list_of_its_files(site: Path) -> None:
    first = ready(site)
    assert first.files == 2
    listed = (site / LIST).read_text(encoding="utf-8").splitlines()
    assert [line.partition("  ")[2] for line in listed] == ["index.html", "serve/é b.html"]
    assert ready(site).fingerprint == first.fingerprint, "the list is no part of itself"
    (site / "index.html").write_text("<h1>Other</h1>", encoding="utf-8")
    assert ready(site).fingerprint != first.fingerprint


def test_a_private_site_goes_out_encrypted_or_where_its_data_is_invented(tmp_path: Path) -> None:
    private = made(tmp_path / "private", "team")
    for allowed in ("", "Other", "Fern runbook"):
        with pytest.raises(Failure, match="everybody could read it"):
            ready(private, allowed)
    assert not (private / LIST).exists()
    assert ready(private, "Fern").files == 2
    assert ready(made(tmp_path / "locked", "full", encrypted=True)).files == 2


def test_what_is_no_site_of_ours_is_refused(tmp_path: Path, site: Path) -> None:
    with pytest.raises(Refusal, match="no site made by Outlast"):
        ready(tmp_path)
    (site / "index.html").unlink()
    with pytest.raises(Refusal, match="no site made by Outlast"):
        ready(site)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("name", ["link.html", "serve/link", ".hidden"])
def test_a_link_that_a_host_would_follow_is_refused(site: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "outside").mkdir(exist_ok=True)
    (site / name).symlink_to(tmp_path / "outside")
    with pytest.raises(Failure, match="is a link"):
        ready(site)


def test_a_secret_in_a_page_is_refused_without_its_value(site: Path) -> None:
    secret = next(each.text for each in planted() if "<" not in each.text)
    (site / "serve" / "é b.html").write_text(f"<p>one</p>\n<p>{secret}</p>", encoding="utf-8")
    with pytest.raises(Failure) as refused:
        ready(site)
    assert "serve/é b.html:2: " in str(refused.value)
    assert secret.split()[-1] not in str(refused.value)


def test_tags_between_two_sentences_make_no_password_of_them(site: Path) -> None:
    text = "<dt>Can a password be restored?</dt><dd><p>No. Passwords are in no export.</p></dd>"
    (site / "index.html").write_text(text, encoding="utf-8")
    assert ready(site).files == 2


def test_every_file_that_is_served_is_compared(site: Path) -> None:
    fingerprint = ready(site).fingerprint
    with serving(site) as address:
        assert compare(address, fingerprint) == 2
        with pytest.raises(Failure, match=r"published.txt is another one"):
            compare(address, "0" * 64)
        (site / "serve" / "é b.html").write_text("<h1>Forged</h1>", encoding="utf-8")
        with pytest.raises(Failure, match=r"something else than was built:\n  serve/é b\.html"):
            compare(address, fingerprint)
        (site / LIST).unlink()
        with pytest.raises(Failure, match=r"published.txt is missing"):
            compare(address, fingerprint)


def test_only_an_address_that_cannot_be_changed_on_the_way_is_compared() -> None:
    for address in ("http://shop.example/", "file:///etc/", "ftp://shop.example"):
        with pytest.raises(Refusal, match="https"):
            compare(address, "0" * 64)


def test_the_edition_follows_the_secrets_and_fails_closed(shop: Path) -> None:
    """Public without a passphrase, encrypted with one, nothing at all with half of them."""
    succeed("outlast", "publish", "build", cwd=shop)
    public = marker_of(shop / "site")
    assert public
    assert (public.edition, public.encrypted) == ("public", False)
    assert "edition public" in succeed("outlast", "publish", "check", cwd=shop)
    done = run("outlast", "publish", "build", cwd=shop, OUTLAST_PASSPHRASE=WORDS)
    assert done.returncode == 0, done.stderr
    locked = marker_of(shop / "site")
    assert locked
    assert locked.encrypted
    assert ", encrypted" in succeed("outlast", "publish", "check", cwd=shop)
    succeed("outlast", "build", "--edition", "team", "--replace", cwd=shop)
    refused: subprocess.CompletedProcess[str] = run("outlast", "publish", "build", cwd=shop)
    assert (refused.returncode, "shows more than public" in refused.stderr) == (1, True)
    refused = run("outlast", "publish", "check", cwd=shop)
    assert (refused.returncode, "everybody could read it" in refused.stderr) == (1, True)
