"""From documents to one typed plan, with all that is wrong with it, each at its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType

from outlast.diagnostics import Diagnostic, has_errors, ordered
from outlast.load.collect import Collected, collect
from outlast.load.files import Files, check_file
from outlast.load.origins import BUSINESS, Entry, Origins
from outlast.load.references import Names, check_leaf
from outlast.load.rules import check_blanks, check_block, check_circles, check_step
from outlast.load.shapes import Leaf, leaves
from outlast.load.translations import PlanText, check_translations, code_of, plan_texts
from outlast.load.validate import model_of, validate
from outlast.load.vendors import check_vendor
from outlast.model import COLLECTIONS, Plan, Thing
from outlast.model.business import Business
from outlast.model.messages import Message
from outlast.model.value import Ref, Setting
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


def load(documents: Iterable[Document], files: Files = MappingProxyType({}), language: str = "") -> Loaded:
    """The plan in these documents, and every problem of all of them in one pass. Nothing is raised for it.

    Args:
        documents: of the plan and, among them, the translations of its texts.
        files: those that the documents name (see `named_files`); one that is left out is not judged.
        language: the code of the language to read texts in; left out, that of the plan. What a text does not
            say in it, it says in the language of the plan. What is wrong does not depend on it.
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
    business, things, texts, checked = _check(collected, files, names, setting)
    checked += check_translations(translations, texts)
    diagnostics = conceal(ordered(dict.fromkeys([*reading, *collected.diagnostics, *checked])), documents)
    plan = _plan(business, things) if business and not has_errors(diagnostics) else None
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
    typed = {subject: validate(entry, names, setting)[0] for subject, entry in entries.items()}
    business = typed.pop(BUSINESS)
    things = {subject: thing for subject, thing in typed.items() if isinstance(thing, Thing)}
    plan = _plan(business, things) if isinstance(business, Business) else None
    return replace(loaded, plan=plan, language=language)


def _check(
    collected: Collected, files: Files, names: Names, setting: Setting
) -> tuple[Business | None, dict[str, Thing], tuple[PlanText, ...], list[Diagnostic]]:
    business: Business | None = None
    things: dict[str, Thing] = {}
    diagnostics: list[Diagnostic] = []
    texts: list[PlanText] = []
    all_leaves: dict[str, list[Leaf]] = {}
    for subject, entry in collected.entries.items():
        thing, wrong = validate(entry, names, setting)
        diagnostics += [*wrong, *check_vendor(entry)]
        if isinstance(thing, Business):
            business = thing
        elif thing is not None:
            things[subject] = thing
        if isinstance(thing, Message):
            diagnostics += check_blanks(entry, thing)
        found = tuple(leaves(model_of(entry), entry.raw))
        all_leaves[subject] = [_with_id(leaf, setting) for leaf in found]
        diagnostics += _check_leaves(entry, all_leaves[subject], names, files)
        texts += plan_texts(entry, model_of(entry), found, setting.own)
    diagnostics += check_circles(collected.entries, all_leaves)
    return business, things, tuple(texts), diagnostics


def _with_id(leaf: Leaf, setting: Setting) -> Leaf:
    """A reference by name as one by id."""
    if not issubclass(leaf.kind, Ref) or not isinstance(leaf.raw, str):
        return leaf
    return replace(leaf, raw=setting.id_of(leaf.raw, leaf.kind.kinds))


def _check_leaves(entry: Entry, found: list[Leaf], names: Names, files: Files) -> Iterator[Diagnostic]:
    for leaf in found:
        yield from check_file(entry, leaf, files)
        yield from check_leaf(entry, leaf, names)
        yield from check_step(entry, leaf)
        yield from check_block(entry, leaf)


def _plan(business: Business, things: dict[str, Thing]) -> Plan:
    collections: dict[str, dict[str, Thing]] = {key: {} for key in COLLECTIONS}
    for id, thing in things.items():
        collections[thing.collection][id] = thing
    return Plan.model_validate({"business": business, **collections})
