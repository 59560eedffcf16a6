"""Where the passphrases of an encrypted site come from: the environment or a file, never a command line."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from outlast.envelope import Lock, Missing, Weak, lock, normal, phrases_of, refuse_weak
from outlast.envelope.phrase import slip, wordlist
from outlast.mkdocs_plugin.configuration import own_folders
from outlast.mkdocs_plugin.settings import Options, edition, plan_dir
from outlast.model import Edition

_NAME = re.compile(r"\b[^\W\d_a-z][^\W\d_]{2,}")
PASSPHRASE = "OUTLAST_PASSPHRASE"
RECOVERY = "OUTLAST_RECOVERY"
SHARES = "OUTLAST_SHARES"
FILE = "_FILE"
"""Behind either name: the variable names a file instead."""

_LONGEST = 1000
"""Characters; longer files are no passphrases."""


def phrases(
    options: Options, config: MkDocsConfig, copy: Edition, *, demanded: bool = True
) -> tuple[str, ...]:
    """What opens the site: the passphrase, and the recovery phrase and pairs of shares, if any. Nothing: it
    stays readable.

    Args:
        demanded: whether it is an error if `encrypt: true` finds none.

    Raises PluginError for phrases that are missing or weak.
    """
    if copy is Edition.PUBLIC:
        return ()
    plan = plan_dir(options, config)
    first = _phrase(PASSPHRASE, options.passphrase_file, config, plan)
    second = _phrase(RECOVERY, options.recovery_file, config, plan)
    pairs = _pairs(options.shares_file, config)
    if not first and (second or pairs or (demanded and options.encrypt)):
        raise PluginError(
            f"There is no passphrase to encrypt with: set {PASSPHRASE} or {PASSPHRASE}{FILE}, or its file "
            "under passphrase_file. `outlast passphrase` makes a good one."
        )
    if first and first == second:
        raise PluginError("The recovery phrase is the passphrase. Make another one: `outlast passphrase`.")
    return tuple(phrase for phrase in (first, second, *pairs) if phrase)


def sealed_with(options: Options, config: MkDocsConfig, *, dirty: bool) -> Lock | None:
    """A new lock for this build; None where nothing is set to open it with. Raises PluginError."""
    opening = phrases(options, config, edition(options))
    if not opening:
        return None
    if dirty:
        raise PluginError("A site cannot be encrypted in part: build it without --dirty.")
    try:
        return lock(opening, secrets.token_bytes)
    except Missing as missing:
        raise PluginError(str(missing)) from None


def refuse_published(options: Options, config: MkDocsConfig) -> None:
    """Raise PluginError if a file of a phrase lies where it would be published, in whatever edition."""
    published = (*own_folders(config), Path(config.site_dir), plan_dir(options, config))
    for variable, option in (
        (PASSPHRASE, options.passphrase_file),
        (RECOVERY, options.recovery_file),
        (SHARES, options.shares_file),
    ):
        for file in _files(variable, option, config):
            for folder in published:
                if file.resolve().is_relative_to(folder.resolve()):
                    raise PluginError(
                        f"The passphrase file {file} lies in {folder.name}/, which is handed on with the"
                        " site. Keep it somewhere else."
                    )


def _files(variable: str, option: str | None, config: MkDocsConfig) -> Iterator[Path]:
    """The files that are named for a phrase; the first one counts."""
    named = os.environ.get(variable + FILE)
    if named:
        yield Path(named)
    if option:
        yield Path(config.config_file_path).parent / option


def names(plan: Path) -> Iterator[str]:
    """Words of a plan that are names, which who knows the shop would try first: those with a capital.

    Words that a generated phrase may be drawn from are left out: the lot has no favourites.
    """
    drawn = frozenset(part for word in wordlist() for part in word.split("-"))
    for file in sorted(file for ending in ("yml", "yaml") for file in plan.rglob(f"*.{ending}")):
        if file.is_file():
            text = file.read_text(encoding="utf-8", errors="replace")
            yield from sorted(word for word in set(_NAME.findall(text)) if word.lower() not in drawn)


def _phrase(variable: str, option: str | None, config: MkDocsConfig, plan: Path) -> str:
    """The phrase, read and judged; "" where none is set."""
    what = "passphrase" if variable == PASSPHRASE else "recovery phrase"
    source, text = _set(variable, option, config)
    if not text:
        return ""
    try:
        phrase = normal(text)
        refuse_weak(phrase, (config.site_name, config.site_url or "", *names(plan)))
    except Weak as weak:
        raise PluginError(
            f"The {what} in {source} is refused. {weak} `outlast passphrase` makes a good one."
        ) from None
    except UnicodeEncodeError:
        raise PluginError(f"The {what} in {source} is not text in UTF-8.") from None
    if wrong := slip(phrase):
        raise PluginError(
            f"The {what} in {source} is refused. {wrong} If you copied it, correct that word. If you made it"
            " up, put another word there."
        )
    return phrase


def _pairs(option: str | None, config: MkDocsConfig) -> tuple[str, ...]:
    """A phrase for each two of the shares that are set; none where there are none."""
    source, text = _set(SHARES, option, config)
    try:
        return phrases_of(text) if text else ()
    except (Weak, UnicodeEncodeError) as wrong:
        why = wrong if isinstance(wrong, Weak) else "It is not text in UTF-8."
        raise PluginError(
            f"What is in {source} cannot be shared. {why} `outlast passphrase --shares` makes good ones."
        ) from None


def _set(variable: str, option: str | None, config: MkDocsConfig) -> tuple[str, str]:
    """Where a phrase comes from, and what stands there; "" where none is set."""
    typed = os.environ.get(variable)
    file = next(_files(variable, option, config), None)
    if typed or not file:
        return f"the variable {variable}", typed or ""
    return str(file), _read(file)


def _read(file: Path) -> str:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise PluginError(f"The passphrase file {file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise PluginError(f"The passphrase file {file} cannot be read: save it as UTF-8.") from None
    if not text.strip() or len(text) > _LONGEST:
        raise PluginError(
            f"The passphrase file {file} holds no passphrase: write one phrase into it, and nothing else."
        )
    return text
