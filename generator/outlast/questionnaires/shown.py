"""The answers as a page, as CSV and as JSON: with names as an edition knows them, and no phone numbers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from outlast import words
from outlast.catalogue.questionnaires import Questionnaire, in_words
from outlast.languages import mark, say, say_count
from outlast.model import Edition, Plan
from outlast.model.prose import mentions
from outlast.pages import parts
from outlast.pages.downloads.sheet import defused
from outlast.questionnaires.answered import Answered
from outlast.questionnaires.verdicts import Proof, Verdict
from outlast.reasons import name, plain
from outlast.redact.plan import names_in
from outlast.site import Page, Part
from outlast.site.blocks import Bullets, FactList, Prose, Section, Tone, opening, section
from outlast.site.paper import NoSheet

FORMAT = 1
"""Of the JSON; it grows when a key changes its meaning or goes. New keys do not count."""
COLUMNS = ("question", "source", "answer", "evidence", "oldest proof", "pages")
VERDICTS = {
    Verdict.YES: mark("Yes"),
    Verdict.IN_PART: mark("In part"),
    Verdict.NO: mark("No"),
    Verdict.UNSAID: mark("The plan does not say"),
}
MOST = 5
"""So many things are named; the others are counted."""


@dataclass(frozen=True)
class Shown:
    """A form with its answers, as an edition may know them."""

    form: Questionnaire
    answers: tuple[Answered, ...]
    plan: Plan
    """The plan of the edition."""
    known: dict[str, str]
    """The id in the edition of each thing that it knows."""
    as_of: date

    @classmethod
    def of(
        cls,
        form: Questionnaire,
        answers: tuple[Answered, ...],
        whole: Plan,
        shown: Plan,
        edition: Edition,
        day: date,
    ) -> Shown:
        """Of the whole plan and that of an edition."""
        known = {id: id for id in whole.things} if edition is Edition.FULL else dict(names_in(whole, edition))
        return cls(form, answers, shown, known, day)

    def evidence(self, answer: Answered) -> Iterator[str]:
        """What the plan proves of a question, and what is missing, in sentences."""
        for proof in answer.proofs:
            if proof.items and proof.told:
                proven = sum(item.verdict is Verdict.YES for item in proof.items)
                yield say(proof.told, proven=proven, total=len(proof.items))
            for why in dict.fromkeys(item.why for item in proof.items if item.why):
                yield say(why, things=self._things(proof, why))

    def to_add(self, answer: Answered) -> tuple[str, ...]:
        """What would say it in the plan, a line of YAML each."""
        return tuple(dict.fromkeys(line for proof in answer.proofs for line in self._lines(proof)))

    def _lines(self, proof: Proof) -> Iterator[str]:
        lacking = [item.thing for item in proof.items if item.verdict is Verdict.UNSAID]
        if lacking or not proof.items:
            thing = next((id for id in lacking if id in self.known), "")
            collection = self.plan.things[self.known[thing]].collection if thing else "systems"
            line = proof.write.replace("COLLECTION", collection)
            new = "THING: {name: NAME, "
            yield line.replace("THING", self.known[thing]) if thing else line.replace("THING: {", new)

    def _things(self, proof: Proof, why: str) -> str:
        ids = dict.fromkeys(item.thing for item in proof.items if item.why == why)
        named = [name(self.known[id]) for id in ids if id in self.known][:MOST]
        if more := len(ids) - len(named):
            named.append(say_count("{count} more", "{count} more", more))
        return words.some(named)


def page(shown: Shown, *, for_owner: bool) -> Page:
    """The form with an answer to each question.

    Args:
        for_owner: whether it says what would improve an answer; whoever asks is not told.
    """
    lead = say(
        "{business} answers from its runbook of {day}. A yes means that the plan proves it, with a date.",
        business=str(shown.plan.business.name),
        day=words.day(shown.as_of),
    )
    note = say(
        "What nobody has tested in the last year, or what is overdue, is answered with “in part”. "
        "Outlast judges only what the plan says. It certifies nothing."
    )
    return Page(
        "answers",
        in_words(shown.form.name),
        Part.READINESS,
        (
            *opening(Prose(lead, Tone.LEAD), Prose(in_words(shown.form.about)), Prose(note, Tone.NOTE)),
            *section("count", say("In short"), Bullets(tuple(_counted(shown.answers)))),
            *(
                part
                for number, answer in enumerate(shown.answers, 1)
                for part in _section(shown, number, answer, for_owner=for_owner)
            ),
            *section("sources", say("Sources"), Bullets(tuple(_sources(shown.form)))),
        ),
        NoSheet.SCREEN_ONLY,
    )


def as_csv(shown: Shown) -> str:
    """A row for each question, in a table that no spreadsheet takes for formulas."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(COLUMNS)
    for answer in shown.answers:
        row = (
            in_words(answer.question.asks),
            str(answer.question.source or ""),
            say(VERDICTS[answer.verdict]),
            plain(shown.plan, " ".join(shown.evidence(answer))),
            answer.day.isoformat() if answer.day else "",
            " ".join(_pages(answer)),
        )
        writer.writerow(map(defused, row))
    return sheet.getvalue()


def as_json(shown: Shown) -> str:
    """Everything, for programs."""
    told = {
        "format": FORMAT,
        "form": in_words(shown.form.name),
        "business": str(shown.plan.business.name),
        "as_of": shown.as_of.isoformat(),
        "questions": [
            {
                "question": in_words(answer.question.asks),
                "source": str(answer.question.source or "") or None,
                "answer": answer.verdict.value,
                "evidence": [plain(shown.plan, each) for each in shown.evidence(answer)],
                "ids": list(dict.fromkeys(id for each in shown.evidence(answer) for id in mentions(each))),
                "oldest_proof": answer.day.isoformat() if answer.day else None,
                "pages": list(_pages(answer)),
                "to_add": list(shown.to_add(answer)),
            }
            for answer in shown.answers
        ],
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _counted(answers: Iterable[Answered]) -> Iterator[str]:
    found = [answer.verdict for answer in answers]
    for verdict, told in VERDICTS.items():
        if count := found.count(verdict):
            yield say("{what}: {count} of {total}", what=say(told), count=count, total=len(found))


def _section(shown: Shown, number: int, answer: Answered, *, for_owner: bool) -> tuple[Section, ...]:
    said = " ".join((f"**{say(VERDICTS[answer.verdict])}.**", *shown.evidence(answer)))
    add = [f"`{line}`" for line in shown.to_add(answer)] if for_owner else []
    facts = parts.figures(
        (say("Oldest proof"), words.day(answer.day) if answer.day else ""),
        (say("Where the runbook has it"), ", ".join(f"`{each}`" for each in _pages(answer))),
        (say("Asked in"), str(answer.question.source or "")),
    )
    heading = f"{number}. {in_words(answer.question.asks)}"
    missing = (
        Prose(say("If it is so, write this into the plan. Replace the words in capitals:")) if add else None
    )
    return section(f"question-{number}", heading, Prose(said), FactList(facts), missing, Bullets(tuple(add)))


def _pages(answer: Answered) -> Iterator[str]:
    """Where the proof stands, as files of the site."""
    places = dict.fromkeys(proof.where for proof in answer.proofs if proof.items)
    return (f"{each.page}.html{f'#{each.fragment}' if each.fragment else ''}" for each in places)


def _sources(form: Questionnaire) -> Iterator[str]:
    return (f"[{each.name}]({each.url})" for each in form.sources)
