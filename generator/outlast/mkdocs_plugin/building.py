"""One build: what it is asked for, what it shows, where it is written, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import token_bytes

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from outlast.analysis import Facts
from outlast.build import asked_ahead, build
from outlast.diagnostics import Diagnostic
from outlast.envelope import Lock
from outlast.host.folder import Replacement
from outlast.host.mending import show_instead
from outlast.host.mounting import Place
from outlast.host.output import NotWhole, Output, put_in_place, reader, verify
from outlast.host.refusal import Refusal
from outlast.host.sealing import Seal
from outlast.mkdocs_plugin import by_hand, fast, handing_over, navigation, outgoing, settings, works_with
from outlast.mkdocs_plugin.configuration import refuse_files
from outlast.mkdocs_plugin.configuration import shown as said
from outlast.mkdocs_plugin.finished import FinishedPages, of_build
from outlast.mkdocs_plugin.messages import count, fails_strict, log, report, warn
from outlast.mkdocs_plugin.page import ModelPage
from outlast.mkdocs_plugin.phrases import refuse_published, sealed_with
from outlast.mkdocs_plugin.publishing import refuse_indexed, refuse_lesser, refuse_private
from outlast.model import Edition, Plan
from outlast.redact import Outgoing
from outlast.site import Site


@dataclass(frozen=True)
class Asked:
    """What the site is built for."""

    command: str = "build"
    """Of MkDocs, or the name of a program such as mike, which asks for the settings and builds elsewhere."""
    dirty: bool = False
    plain: bool = False
    """Whether the site stays readable even where a passphrase is set."""
    public: bool = False
    """Whether everybody will be able to read it."""
    anyway: bool = False
    """Whether it may take the place of an edition that shows more."""
    folder: str = ""
    """The code of a language whose folder is written, as a part of the build of the first language."""

    @property
    def writes(self) -> bool:
        """Whether a whole site is written, to take the place of the one that is there."""
        return self.command in ("build", "gh-deploy") and not self.dirty

    @property
    def replaces(self) -> bool:
        """Whether it takes that place itself: a folder of it goes with the whole."""
        return self.writes and not self.folder

    @property
    def serves(self) -> bool:
        """Whether it is shown while somebody writes, and stays on this machine."""
        return self.command == "serve"


@dataclass(frozen=True)
class Shown:
    """What is being built; between two builds of `serve`, the last good state of the plan."""

    output: Output
    site: Site | None
    """What the pages were drawn from; None as long as the plan could not be read."""
    whole: Plan | None
    """What the pages by hand are held against."""
    facts: Facts = field(default_factory=Facts)
    """What was computed of that plan."""
    clear: frozenset[str] = frozenset()
    """The files that say nothing of the plan, and stay readable when the rest is sealed."""
    gone: frozenset[str] = frozenset()
    """The pages by hand that the edition leaves out."""
    errors: tuple[Diagnostic, ...] = ()
    """Of the plan as it is now, which `serve` shows in place of the site."""
    others: tuple[Shown, ...] = ()
    """The same in the other languages of the copy, each in the folder of its code."""

    @property
    def parts(self) -> dict[str, Shown]:
        """Every language of the copy, the first one first, by its folder in the site."""
        return {"": self, **{f"{each.output.tree.language.code}/": each for each in self.others}}

    @property
    def everything(self) -> Output:
        """What is put in place: all languages, with one seal."""
        seal = self.output.seal and replace(self.output.seal, clear=self.readable)
        languages = tuple(each.output.tree.language for each in self.others)
        return replace(self.output, seal=seal, others=languages)

    @property
    def readable(self) -> frozenset[str]:
        """What is `clear` in all of them, by path from the root of the site."""
        return frozenset(folder + path for folder, part in self.parts.items() for path in part.clear)


@dataclass(frozen=True)
class Building:
    """One build, from the settings on."""

    asked: Asked
    options: settings.Options
    place: Place
    lock: Lock | None
    """What the site is sealed with, if it is to be."""
    replacement: Replacement | None
    """Where it is written, beside the site that it replaces; under `serve` MkDocs has a folder of its own."""
    drawn: dict[str, by_hand.Drawn] = field(default_factory=dict)
    """The pages by hand, by file, as they are drawn one by one."""

    @classmethod
    def begin(cls, options: settings.Options, config: MkDocsConfig, asked: Asked) -> Building:
        """Prepare the settings, and have MkDocs write beside the site that is there. Raises PluginError."""
        place = settings.place(options)
        settings.refuse_misplaced(config)
        settings.languages(options)  # so that it is refused before anything else is done
        works_with.refuse(config, place)
        works_with.warn(config)
        refuse_files(config, place)
        refuse_published(options, config)
        # What `serve` shows stays here, and a folder is sealed with the whole.
        readable = asked.plain or asked.serves or asked.folder
        lock = None if readable else sealed_with(options, config, dirty=asked.dirty)
        if place.path and not lock and not asked.serves:
            refuse_indexed(settings.edition(options), place)
        settings.prepare(options, config, place)
        if asked.replaces and not asked.anyway:
            refuse_lesser(Path(config.site_dir), settings.edition(options))
        with as_plugin_errors(config.site_dir):
            aside = None
            if asked.replaces:
                # MkDocs empties the folder of a site before each build: the host's own has no marker of ours.
                aside = Replacement(Path(config.site_dir), anyones=bool(place.path))
        if aside:
            config.site_dir = str(aside.folder)
        return cls(asked, options, place, lock, aside)

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages of the copy, the first one first; none if that is left to the plan."""
        asked = settings.languages(self.options)
        return asked if self.asked.writes else asked[:1]

    @property
    def folders(self) -> tuple[str, ...]:
        """The codes of the languages whose folders this build writes."""
        return () if self.asked.folder else self.languages[1:]

    def show(self, files: Files, config: MkDocsConfig, last: Shown | None) -> Shown:
        """Add the pages and files of the plan. Raises PluginError.

        Args:
            last: the last good state of the plan, which `serve` goes on to show if there are errors now.
        """
        edition = settings.edition(self.options)
        mine = outgoing.written_by_hand(files, self.place)
        withheld = outgoing.withheld(mine, edition)
        texts = outgoing.texts(mine, config, (edition,), self.place)
        for file in withheld:
            files.remove(file)
        shown = self._built(texts, config, last)
        tree = shown.output.tree
        if self.asked.public and not self.lock and shown.whole:
            refuse_private(shown.whole, edition, self.options.publish)
        handing_over.add(tree, files, config)
        if not self.place.path:
            settings.speak(config.theme, tree.language)
        clear = settings.readable(config, files, self.place)
        seal = Seal(self.lock, clear, token_bytes) if self.lock else None
        gone = frozenset(file.src_uri for file in withheld)
        return replace(shown, output=replace(shown.output, seal=seal), clear=clear, gone=gone)

    def navigate(self, shown: Shown, files: Files, config: MkDocsConfig) -> None:
        """Set the navigation, when all pages are there."""
        items = shown.output.tree.nav
        if not self.place.path:
            mine = outgoing.written_by_hand(files, self.place)
            left = [file for file in mine if file.is_documentation_page()]
            config.nav = navigation.navigation(items, config, left, shown.gone)
        elif name := works_with.arranged_by_files(config):
            entries = navigation.ours(items, files, self.place, named=frozenset())
            files.append(works_with.arrangement(entries, name, self.place, config))
        else:
            config.nav = navigation.hosted(items, config, files, self.place, shown.gone)

    def speed_up(self, env: Environment, config: MkDocsConfig, pages: FinishedPages) -> None:
        """Have MkDocs make only what is not known already, as far as the settings allow that."""
        verified = self.options.fast == "verify"
        hindrance = "fast is off" if self.options.fast is False else fast.hindered(config)
        if hindrance:
            log.debug(f"Each page is made anew: {hindrance}")
            pages.begin(None)
            return
        asked = (self.asked.serves, self.asked.writes, self.asked.folder)
        known = of_build(config, asked, self.languages, self.place)
        pages.begin(known, on_disk=not self.asked.serves, verified=verified)
        fast.speed_up(env, pages, verified=verified)

    def _built(self, texts: tuple[Outgoing, ...], config: MkDocsConfig, last: Shown | None) -> Shown:
        """The plan as it is now; if it has errors, `serve` gets them with its last good state, if any."""
        ahead = asked_ahead() if self.asked.writes else 0
        if ahead is None and settings.edition(self.options) is not Edition.PUBLIC:
            log.info("Calculating what holds on each day until the copy is too old: this may take minutes")
        built = build(
            settings.plan_dir(self.options, config),
            settings.edition(self.options),
            today=settings.today(self.options),
            directory_urls=config.use_directory_urls,
            texts=texts,
            ahead=ahead,
            language=self.asked.folder or next(iter(self.languages), ""),
        )
        errors = report(built)
        if built.tree:
            output = Output(self.place.mount(built.tree), built.info, home=self.place.path)
            return Shown(output, built.site, built.whole, built.facts)
        if not self.asked.serves:
            raise PluginError(f"The plan has {count(len(errors), 'error')}: nothing was built.")
        log.warning("The plan has errors: the browser shows them until they are mended")
        output = Output(self.place.mount(handing_over.nothing(config)), built.info)
        return replace(last or Shown(output, None, None), errors=errors)

    def owns(self, file: File) -> bool:
        """Whether a page belongs to the runbook and not to the site in which it is a guest."""
        return self.place.holds(file.src_uri)

    def written_here(self, page: Page) -> bool:
        """Whether it is a page of the runbook that was written by hand."""
        return self.owns(page.file) and not isinstance(page, ModelPage)

    def remember(self, page: Page, html: str) -> None:
        """Keep a page by hand as it was drawn, to be searched with the others."""
        file = said(Path(str(page.file.abs_src_path)))
        self.drawn[file] = by_hand.Drawn(page.file.content_string, f"{page.title}\n{html}")

    def finish(self, shown: Shown, config: MkDocsConfig) -> None:
        """Check that the site is whole; then let it take the place of the old one. Raises PluginError."""
        output = shown.output
        brought_in = by_hand.leaks(shown.whole, Edition(output.tree.edition), self.drawn)
        warn(brought_in)
        with as_plugin_errors(config.site_dir):
            try:
                read = reader(Path(config.site_dir), part=bool(self.asked.folder))
                verify(read, handing_over.expected(output.tree, config))
            except NotWhole as error:
                for problem in error.missing:
                    log.warning(problem)
                if not self.asked.serves and not brought_in:
                    raise
            if self.asked.serves and (errors := (*shown.errors, *brought_in)):
                show_instead(Path(config.site_dir), self.place, errors)
        if brought_in and not self.asked.serves:
            number = count(len(brought_in), "error")
            raise PluginError(f"The pages by hand have {number}: nothing was built.")
        if self.replacement and not fails_strict(config):
            with as_plugin_errors(str(self.replacement.named)):
                put_in_place(self.replacement, shown.everything)
            sealed = ", encrypted" if output.seal else ""
            edition, day = output.tree.edition, output.info.as_of
            log.info(f"The site is in {self.replacement.named}, edition {edition}{sealed}, as of {day}")
        self.drop(config)

    def drop(self, config: MkDocsConfig | None = None) -> None:
        """Forget what was not put in place, and let MkDocs know the site by its own name. Harmless twice."""
        if self.replacement:
            self.replacement.drop()
            if config:
                config.site_dir = str(self.replacement.named)


@contextmanager
def as_plugin_errors(folder: str) -> Iterator[None]:
    """Tell in the way of MkDocs what a user can put right about the folder of a site."""
    try:
        yield
    except Refusal as refusal:
        raise PluginError(str(refusal)) from None
    except OSError as error:
        raise PluginError(f"{folder} cannot be written: {error.strerror}.") from None
