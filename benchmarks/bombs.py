"""How long nonsense takes to refuse: each must end in a located message in under two seconds.

.venv/bin/python benchmarks/bombs.py
"""

from __future__ import annotations

import time

from outlast.source import parse
from outlast.source.folder import LARGEST_FILE

BOMBS = {
    "100,000 open brackets": b"[" * 100_000,
    "100,000 open braces": b"{" * 100_000,
    "50,000 lists in lists": b"- " * 50_000,
    "250,000 values": b"[" + b"a," * 250_000 + b"]",
    "a file that is too large": b"#" * (LARGEST_FILE + 1),
    "a quotation without end": b"a: '" + b"x" * 1_000_000,
    "9 to the 9th aliases": b"a: &a [x]\n"
    + b"".join(b"l%d: &l%d [%s]\n" % (n, n, b",".join([b"*a"] * 9)) for n in range(9)),
    "the word for a password and blanks": (b"password" + b" " * 1000) * 1000,
    "nothing but words for secrets": b"password pin key token recovery codes " * 20_000,
    "nothing but cards": b"4539578763621486 " * 50_000,
    "bytes that are no text": b"\xff" * 100_000,
}


def main() -> None:
    """Print the seconds of the processor for each, and what is said."""
    for name, content in BOMBS.items():
        start = time.process_time()
        said = parse("a.yml", content).diagnostics
        print(f"{time.process_time() - start:6.2f} s  {name}: {said[0].rule if said else 'nothing wrong'}")


if __name__ == "__main__":
    main()
