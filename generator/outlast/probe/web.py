"""Asks the web: does a link still lead somewhere, until when do a certificate and a domain hold?"""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import HTTPSHandler, Request, build_opener

from outlast import words
from outlast.languages import Sentence, later, mark
from outlast.probe.places import BUSINESS, Place

SOON = 30
"""Days before its end from which a certificate or a domain is told."""
AT_ONCE = 8
GONE = frozenset({404, 410, 451})
"""Answers that say that there is nothing. Others, such as 401, 403 and 429, say only: not for a program."""
AGENT = "outlast-probe"
RDAP = "https://rdap.org"
"""Where it is asked who looks after a domain."""
LARGEST = 1_000_000
_GONE = mark("{address} answers {code}: there is nothing any more.")
_BROKEN = mark("{address} answers {code}: it is broken there.")


@dataclass(frozen=True)
class Difference:
    """Something that is not as the plan has it."""

    subject: str
    field: tuple[str | int, ...]
    message: Sentence
    """What differs."""


@dataclass(frozen=True)
class Web:
    """How the web is asked."""

    timeout: float = 10
    rdap: str = RDAP
    trusted: str | None = None
    """A file with certificates that are trusted beside those of the system."""

    def context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self.trusted:
            context.load_verify_locations(self.trusted)
        return context


def probed(web: Web, found: Iterable[Place], today: date) -> tuple[Difference, ...]:
    """What differs: dead links, then ends of certificates, then of the domain of the business."""
    every = tuple(found)
    secure = {(place.host, place.port): place for place in reversed(every) if place.secure}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        dead = pool.map(lambda place: _dead(web, place), every)
        ends = pool.map(lambda place: _certificate(web, place, today), reversed(secure.values()))
        own = [place for place in every if place.subject == BUSINESS][:1]
        domains = pool.map(lambda place: _domain(web, place, today), own)
        told = [*dead, *ends, *domains]
    return tuple(each for each in told if each is not None)


def _dead(web: Web, place: Place) -> Difference | None:
    """Why a link leads nowhere; None where it leads somewhere, or does not tell."""
    for method in ("HEAD", "GET"):  # some answer only the second
        try:
            _ask(web, place.url, method)
        except HTTPError as error:
            if method == "GET" and (error.code in GONE or error.code >= 500):
                told = _GONE if error.code in GONE else _BROKEN
                return _told(place, Sentence(told, address=place.url, code=error.code))
        except (OSError, HTTPException, ValueError) as error:
            if isinstance(_cause(error), ssl.SSLError):
                return None  # told of the certificate
            if method == "GET":
                return _told(place, _silent(place.url, _cause(error)))
        else:
            return None
    return None


def _certificate(web: Web, place: Place, today: date) -> Difference | None:
    try:
        with (
            socket.create_connection((place.host, place.port), web.timeout) as plain,
            web.context().wrap_socket(plain, server_hostname=place.host) as secure,
        ):
            end = secure.getpeercert()
    except ssl.SSLCertVerificationError as error:
        told = Sentence(
            "The certificate of {host} is refused: {reason}.", host=place.host, reason=error.verify_message
        )
        return _told(place, told)
    except OSError:
        return None  # told as a dead link
    until = end.get("notAfter") if end else None
    if not isinstance(until, str):
        return None
    day = datetime.fromtimestamp(ssl.cert_time_to_seconds(until)).astimezone().date()
    values = {"host": place.host, "day": later(words.day, day)}
    if day < today:
        return _told(place, Sentence("The certificate of {host} expired on {day}.", **values))
    return _soon(place, Sentence("The certificate of {host} expires on {day}.", **values), day, today)


def _domain(web: Web, place: Place, today: date) -> Difference | None:
    """When the domain of the business ends, as its registry says; None where that is not known."""
    labels = place.host.removeprefix("www.").split(".")
    for first in range(max(1, len(labels) - 1)):
        name = ".".join(labels[first:])
        try:
            answer = json.loads(_ask(web, f"{web.rdap}/domain/{quote(name)}", "GET"))
        except (OSError, HTTPException, ValueError):
            continue
        for event in _events(answer):
            if event.get("eventAction") == "expiration":
                try:
                    day = datetime.fromisoformat(str(event.get("eventDate")).replace("Z", "+00:00")).date()
                except ValueError:
                    continue
                values = {"domain": name, "day": later(words.day, day)}
                if day < today:
                    return _told(place, Sentence("The domain {domain} expired on {day}.", **values))
                return _soon(place, Sentence("The domain {domain} expires on {day}.", **values), day, today)
    return None


def _events(answer: object) -> Iterator[dict[str, object]]:
    events = answer.get("events") if isinstance(answer, dict) else None
    yield from (event for event in (events if isinstance(events, list) else ()) if isinstance(event, dict))


def _ask(web: Web, url: str, method: str) -> bytes:
    opener = build_opener(HTTPSHandler(context=web.context()))
    request = Request(url, method=method, headers={"User-Agent": AGENT})  # noqa: S310 - http and https only
    with opener.open(request, timeout=web.timeout) as answer:
        content: bytes = answer.read(LARGEST)
    return content


def _soon(place: Place, message: Sentence, day: date, today: date) -> Difference | None:
    return _told(place, message) if (day - today).days <= SOON else None


def _told(place: Place, message: Sentence) -> Difference:
    return Difference(place.subject, place.field, message)


def _cause(error: Exception) -> object:
    return error.reason if isinstance(error, URLError) else error


def _silent(address: str, cause: object) -> Sentence:
    """Why nothing answers."""
    if isinstance(cause, TimeoutError):
        return Sentence("{address} does not answer: nothing came in time.", address=address)
    if isinstance(cause, socket.gaierror):
        return Sentence("{address} does not answer: nobody knows this name.", address=address)
    if isinstance(cause, ConnectionRefusedError):
        return Sentence("{address} does not answer: nothing is there.", address=address)
    reason = str(cause).strip() or type(cause).__name__
    return Sentence("{address} does not answer: {reason}.", address=address, reason=reason)
