"""What many pages show alike: steps, messages, people to call, what is needed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from outlast import words
from outlast.analysis import Facts
from outlast.analysis.confirmed import ways_in
from outlast.analysis.drills import DrillResult, last_drills
from outlast.analysis.needs import STOPS
from outlast.analysis.step_keys import digest, words_of
from outlast.languages import mark, say, say_count
from outlast.model import Plan, Thing
from outlast.model.functions import Function, Hand
from outlast.model.messages import BLANK, LASTING, Message, Version, Words
from outlast.model.needs import Choice, Requirement, requirements
from outlast.model.people import Person, Reach
from outlast.model.prose import MENTION, literal, plain_text
from outlast.model.scalars import Limit
from outlast.model.steps import Step
from outlast.model.suppliers import Supplier
from outlast.model.systems import System
from outlast.model.value import Name, Term
from outlast.pages.clocks import clock
from outlast.pages.turns import Turns
from outlast.reasons import name
from outlast.site.blocks import (
    Authority,
    Bullets,
    FactList,
    Fold,
    Named,
    OnPaper,
    OnScreen,
    Prose,
    Questions,
    Section,
    Tone,
    mentions,
    present,
    section,
)
from outlast.site.blocks import Message as Ready
from outlast.site.parts import (
    CHOOSE,
    Blank,
    BranchView,
    Call,
    Clock,
    Fact,
    Phrase,
    QuestionView,
    ReachView,
    Row,
    StepView,
    VersionView,
    WayIn,
)
from outlast.site.places import BLANK_SCHEME, EACH

NeedList = Iterable[Requirement | Choice]
Sections = tuple[Section, ...]


class Steps:
    """Makes the tick boxes of one page; boxes with the same words are told apart by their order."""

    def __init__(self, plan: Plan, page: str, turns: Turns | None = None, ways: Iterable[WayIn] = ()) -> None:
        """`ways` are those to sign in that the page holds: the first step in a system leads to them."""
        self._plan = plan
        self._turns = turns or Turns(plan)
        self._page = page.replace("/", "-")
        self._seen: Counter[str] = Counter()
        self._ways = {way.id for way in ways}

    def views(self, steps: Iterable[Step], using: tuple[str, ...] = ()) -> tuple[StepView, ...]:
        """One view a step; a procedure that is used brings its own steps along.

        `using` are the procedures around these steps, so that none is unrolled inside itself.
        """
        return tuple(self._view(step, using) for step in steps)

    def _view(self, step: Step, using: tuple[str, ...]) -> StepView:
        procedure = self._plan.procedures.get(step.use) if step.use and step.use not in using else None
        do = self._labelled(step.do) or ""
        sign_in = step.in_ in self._ways
        place = (
            step.in_ or next((each.in_ for each in procedure.steps if each.in_), None)
            if procedure
            else step.in_
        )
        self._ways -= {step.in_}
        return StepView(
            id=self._id(words_of(step)),
            do=do or _instead(step),
            by=step.by,
            call=quickest(self._plan, step.by) if step.by else None,
            next=self._turns.after(step.by, place) if step.by in self._plan.people else None,
            where=step.in_,
            sign_in=sign_in,
            takes=words.duration(step.takes),
            expect=self._labelled(step.expect),
            if_not=self._labelled(step.if_not),
            undo=self._labelled(step.undo),
            warn=self._labelled(step.warn),
            when=step.when,
            for_each=step.for_each,
            wait_until=step.wait_until if step.do else None,
            unverified=step.unverified,
            novice=bool(step.novice),
            command=step.command,
            language=str(step.language or ""),
            check=step.check,
            message=step.message,
            branches=tuple(BranchView(way.when, self.views(way.steps, using)) for way in step.choose),
            parallel=self.views(step.parallel, using),
            steps=self.views(procedure.steps, (*using, procedure.id)) if procedure else (),
            procedure=procedure.id if procedure else None,
        )

    def _labelled(self, text: str | None) -> str | None:
        """A text with its blanks called as the messages of the plan call them."""
        return text and BLANK.sub(self._blank, text)

    def _blank(self, match: re.Match[str]) -> str:
        blank = match[1]
        known = (each.blanks.items() for each in self._plan.messages.values())
        called = (label for blanks in known for key, label in blanks if key == blank)
        label = re.sub(r"[\[\]]", "", next(called, blank))
        return f"[{literal(label)}]({BLANK_SCHEME}{blank}{'' if blank in LASTING else EACH})"

    def _id(self, text: str) -> str:
        key = digest(text)
        self._seen[key] += 1
        ordinal = f"-{self._seen[key]}" if self._seen[key] > 1 else ""
        return f"{self._page}-{key}{ordinal}"


def _instead(step: Step) -> str:
    """What stands beside the box of a step that says no `do`."""
    if step.use:
        return ""
    if step.message:
        return say("Send the message.")
    if step.wait_until:
        # For translators: {event} is in the words of the plan: the bank has confirmed the payment.
        return say("Wait until {event}.", event=step.wait_until.rstrip("."))
    if step.choose:
        return say(CHOOSE)
    return say("Do these at the same time.") if step.parallel else say("Run the command.")


def all_steps(plan: Plan, steps: Iterable[Step], using: tuple[str, ...] = ()) -> Iterator[Step]:
    """Every step, those inside others and inside used procedures too, in order."""
    for step in steps:
        yield step
        for way in step.choose:
            yield from all_steps(plan, way.steps, using)
        yield from all_steps(plan, step.parallel, using)
        if step.use and step.use not in using and step.use in plan.procedures:
            yield from all_steps(plan, plan.procedures[step.use].steps, (*using, step.use))


def messages(plan: Plan, named: Iterable[str], steps: Iterable[Step]) -> tuple[Ready, ...]:
    """The messages that are named and those that steps send, each once, in that order."""
    ids = dict.fromkeys([*named, *(step.message for step in all_steps(plan, steps) if step.message)])
    return tuple(message(plan, plan.messages[id]) for id in ids if id in plan.messages)


AT_ONCE = ("phone", "sms", "whatsapp")
"""Ways to reach somebody that ring, or show on a phone."""
UNAPPROVED = mark("Nobody has approved these words: read them before you send them.")


def to_send(plan: Plan, named: Iterable[str], steps: Iterable[Step]) -> Sections:
    """The section of the messages that are named and those that steps send, each in a fold of its own.

    On paper each message stands once, in its own chapter.
    """
    ready = messages(plan, named, steps)
    shown = (Fold((each,), each.name) for each in ready)
    return section(
        "messages",
        say("Messages ready to send"),
        OnScreen((Prose(say(UNAPPROVED), Tone.NOTE), *shown) if ready else ()),
        OnPaper(present((Named(tuple(each.id for each in ready)),))),
    )


def message(plan: Plan, source: Message) -> Ready:
    """A message with its blanks; those that the plan knows are filled."""
    known = {"business": str(plan.business.name), "website": str(plan.business.website or "")}
    labels = {str(blank): words.capital(label) for blank, label in source.blanks.items()}
    used = {blank for version in source.text.values() for blank in _blanks(version)}
    unknown = {blank: words.capital(blank) for blank, value in known.items() if blank in used and not value}

    def phrases(text: Words | str, own: dict[Name, Name]) -> tuple[Phrase, ...]:
        called = {**labels, **{str(blank): words.capital(label) for blank, label in own.items()}}
        made: list[Phrase] = []
        end = 0
        for match in BLANK.finditer(text):
            made.append(Phrase(text[end : match.start()]))
            if known.get(match[1]):
                made.append(Phrase(known[match[1]]))
            else:
                blank = Blank(match[1], called.get(match[1], match[1]), match[1] not in LASTING)
                made.append(Phrase(match[0], blank))
            end = match.end()
        made.append(Phrase(text[end:]))
        return tuple(phrase for phrase in made if phrase.text)

    return Ready(
        id=source.id,
        name=source.title,
        to=str(source.to),
        channel=words.sent_by(source.channel),
        about=source.about,
        blanks=tuple(Blank(blank, label) for blank, label in {**unknown, **labels}.items()),
        versions=tuple(
            VersionView(
                language=str(code),
                language_name=words.language(code),
                subject=phrases(version.subject or "", version.blanks),
                body=tuple(phrases(part, version.blanks) for part in re.split(r"\n[ \t]*\n", version.body)),
            )
            for code, version in source.text.items()
        ),
    )


def reach(ways: Iterable[Reach]) -> tuple[ReachView, ...]:
    """Ways to reach somebody, best first, as buttons."""
    return tuple(
        ReachView(way.channel, words.channel(way.channel), str(way.address), _href(way), str(way.note or ""))
        for way in ways
    )


def _blanks(version: Version) -> Iterator[str]:
    yield from version.body.blanks()
    if version.subject:
        yield from version.subject.blanks()


def _href(way: Reach) -> str:
    href: str = getattr(way.address, "href", "")
    if way.channel == "sms":
        return href.replace("tel:", "sms:", 1)
    if way.channel == "whatsapp":
        return "https://wa.me/" + re.sub(r"\D", "", href.partition(";")[0])
    return "" if way.channel == "signal" else href


def call(plan: Plan, id: str, note: str = "") -> Call:
    """A row for a person or a supplier of the plan, with what to know before calling."""
    thing = plan.thing(id)
    ways: tuple[ReachView, ...] = ()
    time: Clock | None = None
    if isinstance(thing, Person):
        ways, time = reach(thing.reach), clock(plan, thing)
        note = note or sentence(str(thing.role), _works(plan, thing))
    elif isinstance(thing, Supplier):
        first = thing.contacts[0] if thing.contacts else None
        ways = reach(first.reach) if first else ()
        note = note or (say("Ask for {person}.", person=first.name) if first else "")
    elif isinstance(thing, Function):
        note = note or say("Call the person who does this task.")
    return Call(who=id, name=thing.title, note=note, reach=ways, clock=time)


def in_turn(turns: Turns, rows: Iterable[Call]) -> tuple[Call, ...]:
    """The rows of a list; one that names a single person goes on with whoever decides then."""
    calls = tuple(rows)
    after = turns.after(calls[0].who) if len(calls) == 1 and calls[0].who in turns.plan.people else None
    if after is None:
        return calls
    values = {"person": calls[0].name, "other": turns.plan.thing(after.who).title, "amounts": after.limit}
    note = (
        say("If you cannot reach {person}, {other} decides what to do, for {amounts}.", **values)
        if after.limit
        else say("If you cannot reach {person}, {other} decides what to do.", **values)
    )
    return (*calls, call(turns.plan, after.who, note))


def quickest(plan: Plan, id: str) -> ReachView | None:
    """The first way that reaches a person or a supplier at once: a call, or a message to their phone."""
    return next((way for way in call(plan, id).reach if way.channel in AT_ONCE and way.href), None)


def first_way(row: Call) -> Call:
    """The row with the best way to reach them only: for lists that name many people."""
    return replace(row, reach=row.reach[:1])


def hand(plan: Plan, source: Hand, limit_key: Term | None, vacant: frozenset[str] = frozenset()) -> Call:
    """A row for somebody who does a function: up to what, when, after what notice."""
    bound = _bound(plan, source, limit_key)
    return call(plan, source.who, " ".join(_terms(plan, source, bound, vacant=source.who in vacant)))


def _bound(plan: Plan, source: Hand, limit_key: Term | None) -> Limit | None:
    """How far somebody may go in a task."""
    doer = plan.thing(source.who)
    return source.up_to or (doer.may.get(limit_key) if isinstance(doer, Person) and limit_key else None)


def _terms(plan: Plan, source: Hand, bound: Limit | None, *, vacant: bool) -> Iterator[str]:
    """What to know before one asks them, in plain sentences."""
    doer, currency = plan.thing(source.who), plan.business.currency
    if isinstance(doer, Person):
        yield sentence(str(doer.role))
    if bound:
        # For translators: {amounts} is "up to €80" or "any amount".
        yield say("May do this for {amounts}.", amounts=words.limit(bound, currency))
    if isinstance(doer, Person) and doer.works:
        yield _works(plan, doer)
    if source.starts_in:
        yield say("Can start {time} after you ask.", time=words.duration(source.starts_in))
    if source.fee:
        yield say("Calling them in costs {amount}.", amount=words.money(source.fee, currency))
    if source.day_rate:
        yield say("Each day costs {amount}.", amount=words.money(source.day_rate, currency))
    if source.needs:
        also = (in_role(plan.thing(need.what).title, need.as_) for need in requirements(source.needs))
        yield say("Also needs {things}.", things=words.some(also))
    if vacant:
        yield say("Nobody has this role yet.")


def _works(plan: Plan, person: Person) -> str:
    """When somebody works, as a sentence; empty where nobody said."""
    hours = words.hours(person.works, plan.business.timezone)
    return say("Works {hours}.", hours=hours) if hours else ""


def authority(plan: Plan, person: Person) -> Authority:
    """What somebody may do alone, and what not."""
    may = (
        say(
            "{what}: {amounts}",
            what=words.capital(key),
            amounts=words.limit(limit, plan.business.currency),
        )
        for key, limit in person.may.items()
    )
    may_not = (words.capital(each) for each in person.may_not)
    return Authority(tuple(map(literal, may)), tuple(map(literal, may_not)))


def limits(plan: Plan, function: Function) -> Authority | None:
    """What those who do a task may do alone in it, and what not; None where nothing limits them."""
    may: list[str] = []
    may_not, currency = [], plan.business.currency
    for source in function.by.hands:
        doer, bound = plan.thing(source.who), _bound(plan, source, function.limit)
        if bound:
            may += _may(plan, function, doer.id, words.limit(bound, currency))
        if isinstance(doer, Person) and doer.may_not:
            acts = literal(words.some(doer.may_not, "or"))
            may_not.append(say("{person}: {acts}", person=name(doer.id), acts=acts))
    for each in function.approvals:
        people = needed(each.approve)
        amounts = words.bounds(each.over, each.up_to, currency)
        may_not.append(
            say(
                "{amounts}: nobody goes ahead before {people} approves.",
                amounts=words.capital(amounts),
                people=people,
            )
            if amounts
            else say("Nobody goes ahead before {people} approves.", people=people)
        )
    if function.approvals:
        may_not.append(say("Nobody approves what they prepared themselves."))
    bounded = any(each.up_to or _bound(plan, each, function.limit) for each in function.by.hands)
    return Authority(tuple(may), tuple(may_not), not function.approvals) if may_not or bounded else None


def _may(plan: Plan, function: Function, who: str, amounts: str) -> Iterator[str]:
    """How far somebody may go: alone, and where somebody else has prepared it or must approve it."""
    person, currency = name(who), plan.business.currency
    alone = next((each.over for each in function.approvals if each.over), None)
    if any(each.over is None for each in function.approvals):
        alone = None
    if any(who == need.what for each in function.approvals for need in requirements(each.approve)):
        if alone:
            yield say("{person}: {amounts}", person=person, amounts=words.bounds(None, alone, currency))
        yield say(
            "{person} may approve {amounts} if somebody else prepared it.", person=person, amounts=amounts
        )
    elif function.approvals and not alone:
        yield say("{person}: {amounts}, if somebody else approves it", person=person, amounts=amounts)
    else:
        yield say("{person}: {amounts}", person=person, amounts=amounts)


def sentence(*parts: str) -> str:
    """Short statements, each with a capital and a full stop; the empty ones are left out."""
    return " ".join(f"{words.capital(part).rstrip('.')}." for part in parts if part)


def needs(plan: Plan, needed: NeedList) -> tuple[Row, ...]:
    """What must be at hand before one begins: a row each, with where its password is kept."""
    return tuple(_need(plan, need) for need in needed)


def beside_systems(plan: Plan, needed: NeedList) -> tuple[Row, ...]:
    """The same without systems, whose ways in are told apart; a choice says only what there is to choose."""
    return tuple(
        _need(plan, need, keys=False)
        for need in needed
        if isinstance(need, Choice) or need.what not in plan.systems
    )


def _need(plan: Plan, need: Requirement | Choice, *, keys: bool = True) -> Row:
    if isinstance(need, Choice):
        kind = say_count("One of these", "{count} of these", need.count)
        ways = _ways(need)
        where = (_key(plan, part) for part in requirements((need,)) if keys)
        return Row("", "fork", kind, sentence(ways, *dict.fromkeys(filter(None, where))))
    thing = plan.thing(need.what)
    role = say("Sign in as {role}.", role=literal(need.as_)) if need.as_ else ""
    if isinstance(thing, System):
        return Row(thing.id, "device", thing.title, sentence(role, login(thing), _factors(thing)))
    note = sentence(role, one_line(thing))
    return Row(thing.id, _ICONS.get(thing.collection, "tick"), thing.title, note)


def stopped(facts: Facts, id: str) -> Iterator[Bullets | Prose]:
    """What stops without a thing; and what needs it, too, and has another way."""
    stops = facts.needs.stopped(id)
    spared = [user for user in facts.needs.users(id, *STOPS) if user not in stops]
    yield Bullets(mentions(stops))
    yield Prose(say("These can go on in another way:") if spared else "", Tone.NOTE)
    yield Bullets(mentions(spared))


def needed(needs: NeedList) -> str:
    """What must be at hand, as one line of small Markdown."""
    return words.some(_choice(need) for need in needs)


def _key(plan: Plan, need: Requirement) -> str:
    """Where the password of one of several systems is kept, as a sentence."""
    system = plan.systems.get(need.what)
    if system is None or system.login is None:
        return ""
    values = {"system": name(system.id), "vault": name(system.login.kept_in)}
    if system.login.at:
        entry = literal(system.login.at)
        return say("{system}: the password is in {vault}, under {entry}.", entry=entry, **values)
    return say("{system}: the password is in {vault}.", **values)


def _choice(need: Requirement | Choice) -> str:
    if isinstance(need, Choice):
        # For translators: {things} is a list with "or": Stripe or PayPal.
        return say_count("either {things}", "{count} of {things}", need.count, things=_ways(need))
    return in_role(name(need.what), literal(need.as_ or ""))


def _ways(need: Choice) -> str:
    return words.some((_choice(part) for part in need.any), "or")


def in_role(thing: str, role: str | None) -> str:
    """`Stripe (sign in as owner)`: a role is one of a system, and people know it from signing in there."""
    return say("{system} (sign in as {role})", system=thing, role=role) if role else thing


_ICONS = {
    "people": "person",
    "functions": "serve",
    "equipment": "device",
    "stock": "box",
    "suppliers": "supplier",
    "locations": "place",
}


def login(system: System) -> str:
    """Where the password is kept, and whose it is, in sentences of small Markdown; never the password."""
    if system.login is None:
        return ""
    vault, entry = name(system.login.kept_in), literal(system.login.at or "")
    ways = ways_in(system)
    owners = words.some(name(way.who) for way in ways if not way.login)
    if owners and any(way.login for way in ways):
        values = {"people": owners, "vault": vault, "entry": entry}
        kept = (
            say("The password of {people} is in {vault}, under {entry}.", **values)
            if entry
            else say("The password of {people} is in {vault}.", **values)
        )
        return sentence(kept, say("Everybody else has a password of their own."))
    if entry:
        return say("The password is in {vault}, under {entry}.", vault=vault, entry=entry)
    return say("The password is in {vault}.", vault=vault)


def _factors(system: System) -> str:
    devices = dict.fromkeys(name(factor) for way in ways_in(system) for factor in way.second_factor)
    return say("The code comes from {devices}.", devices=words.some(devices, "or")) if devices else ""


def one_line(thing: Thing) -> str:
    """The first paragraph of what is said about a thing."""
    return re.split(r"\n[ \t]*\n", thing.about or "")[0].strip()


def description(plan: Plan, thing: Thing) -> str:
    """One plain sentence for a search result."""
    return MENTION.sub(lambda match: _title(plan, match["mention"]), plain_text(one_line(thing)))


def _title(plan: Plan, id: str) -> str:
    return plan.things[id].title if id in plan.things else id


def questions(thing: Thing) -> tuple[QuestionView, ...]:
    return tuple(QuestionView(str(each.q), each.a) for each in thing.questions)


def figures(*facts: tuple[str, str | None]) -> tuple[Fact, ...]:
    """Those facts that are known."""
    return tuple(Fact(label, value) for label, value in facts if value)


def asked(thing: Thing) -> Sections:
    """The section of the questions that are answered about a thing."""
    return section("questions", say("Questions"), Questions(questions(thing)))


def on_the_web(thing: Thing) -> Sections:
    """The section of the links of a thing, after what becomes of it."""
    return (
        *section("ending", say(ENDING), Prose(ending(thing))),
        *section("links", say("On the web"), FactList(web_links(thing))),
    )


def closing_facts(thing: Thing) -> tuple[Fact, ...]:
    """What stands last among the facts of a thing: what becomes of it, and its links."""
    return (*figures((say(ENDING), ending(thing))), *web_links(thing))


def web_links(thing: Thing) -> tuple[Fact, ...]:
    return tuple(Fact(str(link.name), web(link.url)) for link in thing.links)


ENDING = mark("If the owner does not come back")
_ENDINGS = {
    "keep": mark("Keep it."),
    "transfer": mark("Hand it over."),
    "sell": mark("Sell it."),
    "cancel": mark("Cancel it."),
    "wipe": mark("Destroy it."),
}


def ending(thing: Thing) -> str:
    """What to do with a thing when its owner does not come back, in sentences of small Markdown."""
    end = thing.on_death
    if end is None:
        return ""
    told = [say(_ENDINGS[end.do])]
    if end.to:
        told.append(say("It goes to {person}.", person=literal(end.to)))
    if end.notice:
        told.append(say("Give notice {time} before it ends.", time=words.duration(end.notice)))
    return " ".join(told)


def web(url: str) -> str:
    """An address as a link that says itself, in small Markdown."""
    return f"[{literal(url)}]({url})"


def last_drill(plan: Plan, facts: Facts, id: str) -> str | None:
    """When a thing was last tried and what came of it, with the way to the record."""
    latest = last_drills(plan, facts.drills).get(id)
    if latest is None:
        return None
    values = {"drill": name(latest.id), "day": words.day(latest.on.date)}
    return say("{drill}, {day}: {result}", result=drill_result(facts.drills[latest.id]), **values)


_RESULTS = {
    DrillResult.WORKED: mark("worked"),
    DrillResult.TOO_SLOW: mark("worked, but took longer than promised"),
    DrillResult.CHANGED: mark("worked, but the steps were changed since"),
    DrillResult.IN_PART: mark("worked in part"),
    DrillResult.FAILED: mark("failed"),
    DrillResult.AHEAD: mark("still to be held"),
}


def drill_result(result: DrillResult) -> str:
    """What came of a drill, after a colon."""
    return say(_RESULTS[result])
