"""The whole way from a folder of YAML to a drawn site, on one screen."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from outlast import __version__, checks, source
from outlast.analysis import Facts, Look, Moment, analyse, other_days
from outlast.checks import Accepted
from outlast.clock import as_of
from outlast.diagnostics import Diagnostic, ordered, stop_build
from outlast.edited import edited
from outlast.languages import ENGLISH, Language, Sentence, speaker, speaking
from outlast.load import Origins, in_language, load_folder, locate, named_files
from outlast.model import Edition, Plan
from outlast.model.business import Business
from outlast.redact import Origin, Outgoing, find_leaks, redact, redactor
from outlast.site import TRUSTED_FOR, Asset, BuildInfo, DrawnLayer, Site, Tree
from outlast.source import Attached

if TYPE_CHECKING:
    from outlast.render import Desk


@dataclass(frozen=True)
class Checked:
    """A plan with what was computed from it, and every problem that was found."""

    plan: Plan | None
    """None when the plan cannot be read."""
    facts: Facts
    info: BuildInfo
    diagnostics: tuple[Diagnostic, ...]
    """In the order of files and lines."""
    accepted: tuple[Accepted, ...] = ()
    """Findings that the plan accepts on this day; they are not among the diagnostics."""
    files: Mapping[str, Attached] = field(default_factory=dict)
    """Those that the plan names, by their path in its folder."""
    origins: Origins = field(default_factory=lambda: Origins({}))
    """Where each thing of the plan was written."""

    @property
    def sound(self) -> bool:
        """Whether a site can be made of it: nothing stops the build, whatever else is wrong."""
        return self.plan is not None and not stop_build(self.diagnostics)


@dataclass(frozen=True)
class Built:
    """A drawn site, or the problems for which there is none."""

    tree: Tree | None
    info: BuildInfo
    diagnostics: tuple[Diagnostic, ...]
    """In the order of files and lines; errors are the reason where there is no tree."""
    site: Site | None = None
    """What the tree is drawn from, for what is not HTML."""
    whole: Plan | None = None
    """The plan of all editions, which names what a text of this one must not say."""
    facts: Facts = field(default_factory=Facts)
    """What was computed of that plan."""


def build(
    plan_dir: Path,
    edition: Edition,
    *,
    today: date | None = None,
    directory_urls: bool = False,
    texts: Iterable[Outgoing] = (),
    ahead: int | None = 0,
    language: str = "",
) -> Built:
    """The site of a plan, for one edition. Problems are returned, not raised.

    Args:
        plan_dir: the folder, as messages are to call it.
        today: the day that the copy is of; see `clock.as_of` for what stands in for it.
        directory_urls: see `render.draw`.
        texts: what goes out with the site beside the plan: pages and files by hand, and settings.
        ahead: for how many days after that day the site is to say what holds then; None for as long as the
            copy is trusted. To work it out takes most of the time of a build. With 0, the site still says
            what follows if a scenario begins on its own day.
        language: the code of a language that is known; left out, the first of the business that is.
    """
    # To import them takes as long as a tenth of a check, which draws nothing.
    from outlast.cores import on_all_cores
    from outlast.pages import compose, layers_of
    from outlast.render import desk, draw
    from outlast.render.layers import joined

    # A public copy tells nothing that was computed, and no rule that judges the what-if stops a build.
    look = Look.NONE if edition is Edition.PUBLIC else Look.WHOLE
    asked = language or next(iter(asked_languages()), "")
    checked = check(plan_dir, edition, today=today, look=look, texts=texts, language=asked)
    if checked.plan is None or not checked.sound:
        return Built(None, checked.info, checked.diagnostics)
    weeks = list(_weeks(checked.info, ahead)) if edition is not Edition.PUBLIC else []
    with speaking(language_of(checked.plan.business, asked)):
        plan, facts = redact(checked.plan, checked.facts, edition)
        site = compose(plan, facts, checked.info, edition, checked.files)
        drawing = desk(site, directory_urls=directory_urls)
        work = _Window(checked.plan, checked.facts, checked.info, edition, site.assets, drawing)
        layers = joined(on_all_cores(_layers, work, weeks))
        if not layers and edition is not Edition.PUBLIC:
            # An incident that begins on the day of the copy is read from a layer, like those of other days.
            own = ((Moment(checked.info.as_of), facts),)
            layers = drawing.draw_again(layers_of(plan, facts, checked.info, edition, own, site.assets))
        tree = draw(site, layers, directory_urls=directory_urls)
    return Built(tree, checked.info, checked.diagnostics, site, checked.plan, checked.facts)


def check(
    plan_dir: Path,
    *editions: Edition,
    today: date | None = None,
    look: Look = Look.RULES,
    texts: Iterable[Outgoing] = (),
    changed: Mapping[str, bytes] = MappingProxyType({}),
    language: str | None = None,
) -> Checked:
    """The plan, and every problem that stands in the way of its site in these editions or may mislead there.

    Args:
        language: of a copy, as `build` takes it; left out, the plan is read in its own language, and leaks
            are looked for in all that it has.
        look: how much of the what-if to work out; rules that judge it are silent without it.
        texts: see `build`.
        changed: files that are not written yet, by their path in the folder; they stand for those there.
    """
    loaded = load_folder(plan_dir, changed)
    if language is not None and loaded.plan:
        loaded = in_language(loaded, language_of(loaded.plan.business, language).code)
    named = named_files(loaded.documents)
    files = source.attached(plan_dir, named)
    # An account number has a field that only the full edition shows, and may stand in what only that has.
    attached = (
        Outgoing(
            source.page(f"{plan_dir.as_posix()}/{path}", file.text, accounts=named[path]),
            Origin.ATTACHED,
            file=path,
        )
        for path, file in files.items()
        if file.text is not None
    )
    leaks = find_leaks(loaded.plan, editions, (*texts, *attached))
    below = any(each is not Edition.FULL for each in editions)
    others = loaded.languages if language is None and loaded.plan and below else ()
    elsewhere = [
        replace(found, message=Sentence("{language}: {message}", language=code, message=found.message))
        for code in others
        for found in find_leaks(in_language(loaded, code).plan, editions).findings
        if found not in leaks.findings
    ]
    if loaded.plan is None:
        info = BuildInfo(as_of(ZoneInfo("UTC"), today), __version__)
        return Checked(None, Facts(), info, ordered((*loaded.diagnostics, *leaks.diagnostics)))
    business = loaded.plan.business
    said = business.trusted_for.length if business.trusted_for else TRUSTED_FOR
    trusted_for = min(max(said, timedelta(days=1)), MOST_TRUSTED)
    info = BuildInfo(as_of(business.timezone.zone, today), __version__, trusted_for)
    days = edited(plan_dir, loaded.origins, info.as_of) if look is Look.WHOLE else {}
    facts = analyse(loaded.plan, info.as_of, look, files, days)
    judged = checks.run(loaded.plan, facts)
    located = (locate(finding, loaded.origins) for finding in (*judged.findings, *leaks.findings, *elsewhere))
    diagnostics = ordered((*loaded.diagnostics, *located, *leaks.diagnostics))
    return Checked(loaded.plan, facts, info, diagnostics, judged.accepted, files, loaded.origins)


def contents(plan_dir: Path) -> Mapping[str, bytes]:
    """All that a plan consists of, as it is: its files and those that it names, by path in its folder."""
    written = source.contents(plan_dir)
    named = named_files(source.parse(path, content) for path, content in written.items())
    files = source.attached(plan_dir, named)
    return {**written, **{path: file.content for path, file in files.items() if not file.rule}}


MOST_TRUSTED = timedelta(days=183)
BEFORE = 14
"""How many days before the copy a scenario may have begun of which it still knows every day."""


@dataclass(frozen=True)
class _Window:
    """What the days of a window are worked out from."""

    plan: Plan
    """That of all editions, and so are the facts."""
    facts: Facts
    info: BuildInfo
    edition: Edition
    files: tuple[Asset, ...]
    """Those of the site."""
    desk: Desk


def _layers(window: _Window, days: tuple[date, ...]) -> tuple[DrawnLayer, ...]:
    """What the pages of the edition say on some days of the window."""
    from outlast.pages import layers_of

    with speaking(window.desk.language):
        plan, known = redactor(window.plan, window.edition)
        moments = ((moment, known(facts)) for moment, facts in other_days(window.plan, window.facts, days))
        layers = layers_of(plan, known(window.facts), window.info, window.edition, moments, window.files)
    return window.desk.draw(layers)


LANGUAGE = "OUTLAST_LANGUAGE"
"""The environment variable that names the languages of a copy, with commas between them."""


def asked_languages() -> tuple[str, ...]:
    """The codes of the languages that the environment asks for, the first one first."""
    codes = os.environ.get(LANGUAGE, "").split(",")
    return tuple(dict.fromkeys(code.strip() for code in codes if code.strip()))


def author() -> Language:
    """The language of what the author alone reads, such as what is wrong: English unless they ask."""
    asked = next(iter(asked_languages()), "")
    return (speaker(asked) if asked else None) or ENGLISH


def language_of(business: Business, asked: str = "") -> Language:
    """The language of a copy: the first that is asked for, or the first of the business that is no draft."""
    asked = asked or next(iter(asked_languages()), "")
    country = str(business.country or "")
    languages = (speaker(str(code), country) for code in ((asked,) if asked else business.languages))
    usable = (each for each in languages if each and (asked or not each.draft))
    return next(usable, None) or ENGLISH


def _weeks(info: BuildInfo, ahead: int | None) -> Iterator[tuple[date, ...]]:
    """The days of which a copy knows what holds on them, by weeks; none if only its own.

    Weeks begin on the same day of the week in every copy, so that the next day's finds most of them kept.
    """
    after = (info.until - info.as_of).days if ahead is None else ahead
    before = min(BEFORE, after, (info.as_of - date.min).days)
    days = (info.as_of + timedelta(days=number) for number in range(-before, after + 1) if after)
    yield from (tuple(week) for _, week in groupby(days, lambda day: day.toordinal() // 7))


def asked_ahead() -> int | None:
    """For how many days a site is to say what holds then, by OUTLAST_AHEAD; None where that says nothing."""
    said = os.environ.get("OUTLAST_AHEAD", "")
    return int(said) if said.isdecimal() else None
