"""From documents to one typed plan, with all that is wrong with it, each at its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType

from outlast.diagnostics import Diagnostic, errors, ordered
from outlast.load.collect import Collected, collect
from outlast.load.files import Files
from outlast.load.origins import BUSINESS, Entry, Origins
from outlast.load.references import Names
from outlast.load.rules import check_circles
from outlast.load.translations import PlanText, check_translations, code_of
from outlast.load.typed import Typed, Typing
from outlast.model import COLLECTIONS, Plan, Thing
from outlast.model.business import Business
from outlast.source import Document, conceal, is_translation


@dataclass(frozen=True)
class Loaded:
    """What a plan's files came to."""

    plan: Plan | None
    """None where there are errors."""
    origins: Origins
    diagnostics: tuple[Diagnostic, ...]
    """Of reading too, in the order of files and lines."""
    language: str = "en"
    """In which its texts were read, as far as there are such texts."""
    texts: tuple[PlanText, ...] = ()
    """Those that a reader reads, as they are in the language of the plan."""
    languages: tuple[str, ...] = ()
    """The others that there are texts in."""
    documents: tuple[Document, ...] = ()
    """All that it was loaded from."""


def load(
    documents: Iterable[Document],
    files: Files = MappingProxyType({}),
    language: str = "",
    *,
    kept: bool = False,
) -> Loaded:
    """The plan in these documents, and every problem of all of them in one pass. Nothing is raised for it.

    Args:
        documents: of the plan and, among them, the translations of its texts.
        files: those that the documents name (see `named_files`); one that is left out is not judged.
        language: the code of the language to read texts in; left out, that of the plan. What a text does not
            say in it, it says in the language of the plan. What is wrong does not depend on it.
        kept: whether what documents came to is kept for other processes.
    """
    documents = tuple(documents)
    translations = tuple(each for each in documents if is_translation(each.path))
    collected = collect(each for each in documents if not is_translation(each.path))
    reading = [diagnostic for document in documents for diagnostic in document.diagnostics]
    origins = Origins(collected.entries)
    if collected.other_format:
        # Every other mistake would be one of this program's own making.
        found = [one for one in collected.diagnostics if one.rule == "plan-format"]
        return Loaded(None, origins, conceal(ordered([*reading, *found]), documents), documents=documents)
    names = Names(collected)
    setting = names.setting(collected.entries.get(BUSINESS), language, translations)
    typed = _typed(collected.entries, Typing(names, setting, files), kept=kept)
    texts = tuple(text for each in typed.values() for text in each.texts)
    checked = [diagnostic for each in typed.values() for diagnostic in each.diagnostics]
    checked += check_circles(collected.entries, {subject: each.uses for subject, each in typed.items()})
    checked += check_translations(translations, texts)
    diagnostics = conceal(ordered(dict.fromkeys([*reading, *collected.diagnostics, *checked])), documents)
    plan = None if errors(diagnostics) else _plan(typed)
    languages = {*map(code_of, translations), *(code for text in texts for code in text.languages)}
    others = tuple(sorted(languages - {setting.own}))
    return Loaded(plan, origins, diagnostics, setting.language, texts, others, documents)


def in_language(loaded: Loaded, language: str) -> Loaded:
    """The same with its texts in another language, as `load` would read it: nothing else is wrong in it."""
    if loaded.plan is None or loaded.language == language:
        return replace(loaded, language=language)
    entries = loaded.origins.entries
    translations = [each for each in loaded.documents if is_translation(each.path)]
    names = Names(Collected(dict(entries)))
    setting = names.setting(entries[BUSINESS], language, translations)
    typed = _typed(entries, Typing(names, setting, {}), kept=True)
    return replace(loaded, plan=_plan(typed), language=language)


def _typed(entries: Mapping[str, Entry], typing: Typing, *, kept: bool) -> dict[str, Typed]:
    """What each entry came to, document by document."""
    documents = (tuple(group) for _, group in groupby(entries.values(), lambda each: each.document.path))
    return {
        entry.subject: typed
        for document in documents
        for entry, typed in zip(document, typing.typed(document, kept=kept), strict=True)
    }


def _plan(typed: Mapping[str, Typed]) -> Plan | None:
    """The plan of things that are all right, if they have a business."""
    collections: dict[str, dict[str, Thing]] = {key: {} for key in COLLECTIONS}
    business: Business | None = None
    for each in typed.values():
        if isinstance(each.thing, Business):
            business = each.thing
        elif each.thing:
            collections[each.thing.collection][each.thing.id] = each.thing
    return Plan.model_construct(business=business, **collections) if business else None  # type: ignore[arg-type]
