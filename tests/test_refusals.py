"""What the command line says when the system refuses something."""

from __future__ import annotations

import errno
import os

import pytest
from outlast.cli.telling import honestly


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_called_so_and_no_file_is_blamed(
    code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Copying names the file that it reads, which is one of the theme's."""
    with pytest.raises(SystemExit), honestly():
        raise OSError(code, os.strerror(code), "/somewhere/material/assets/bundle.js")
    said = capsys.readouterr().err
    assert "The disk is full." in said
    assert "material" not in said


def test_any_other_refusal_names_its_file(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit), honestly():
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "plan/shop.yml")
    assert capsys.readouterr().err == "outlast: plan/shop.yml: Permission denied.\n"
