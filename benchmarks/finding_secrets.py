"""How many secrets of the corpus are found, and how many harmless lines are taken for some.

.venv/bin/python benchmarks/finding_secrets.py

Beside it stands detect-secrets (https://github.com/Yelp/detect-secrets), where it is installed, with the
plugins and filters that it has by default, which differ with the ending of a file. Nothing is sent anywhere.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from outlast.secrets import search

sys.path.append(str(Path(__file__).resolve().parents[1]))  # the corpus belongs to the tests

from tests.secrets.corpus import harmless, planted

Judge = Callable[[Sequence[str]], set[int]]
"""Which of the lines it takes for secrets, by number."""


def ours(lines: Sequence[str]) -> set[int]:
    """Each line by itself."""
    return {number for number, line in enumerate(lines) if search(line)}


def in_a_file(ending: str) -> Judge:
    """detect-secrets with all lines in one file of this ending, as somebody would scan a plan."""

    def judge(lines: Sequence[str]) -> set[int]:
        from detect_secrets.core.scan import scan_file
        from detect_secrets.settings import default_settings

        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"plan{ending}"
            file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
            with default_settings():
                return {found.line_number - 1 for found in scan_file(str(file))}

    return judge


def main() -> None:
    """Print a table, and what each family of secrets came to."""
    judges: dict[str, Judge] = {"outlast": ours}
    try:
        import detect_secrets as _  # noqa: F401

        judges |= {f"detect-secrets, {ending}": in_a_file(ending) for ending in (".yml", ".txt")}
    except ImportError:
        print("detect-secrets is not installed: pip install detect-secrets\n")
    secrets, lines = planted(), harmless()
    texts = [one.text for one in secrets]
    families = sorted({one.family for one in secrets})
    print(f"{len(texts)} secrets, {len(lines)} harmless lines\n")
    print("| | found | false alarms | " + " | ".join(families) + " |")
    print("|---|---:|---:|" + "---:|" * len(families))
    for name, judge in judges.items():
        found, false = judge(texts), judge(lines)
        row = [
            f"{len(found)} ({len(found) / len(texts):.0%})",
            f"{len(false)} ({len(false) / len(lines):.1%})",
        ]
        for family in families:
            members = {number for number, one in enumerate(secrets) if one.family == family}
            row.append(f"{len(found & members)} of {len(members)}")
        print(f"| {name} | " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
