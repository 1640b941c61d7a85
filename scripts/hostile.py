"""Send hostile texts through every document, many to a document, and count what did not come out as it went in.

    python scripts/hostile.py [count] [seed] [--only summary ...]

A text that is not found is tried again alone: where a page ends within it, its two halves stand apart.
"""

import argparse
import random
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from mdt_desk.reports.card import CardTooFull  # noqa: E402  # the root has to be known first
from mdt_desk.reports.documents import PdfDocuments  # noqa: E402  # the same
from mdt_desk.reports.record import plain  # noqa: E402  # the same
from mdt_desk.usecases.ports import (  # noqa: E402  # the same
    AuditLine,
    AuditOrder,
    CaseSheet,
    CaseSheetOrder,
    LeafletOrder,
    LetterOrder,
    MeetingFile,
)
from tests.reports import examples  # noqa: E402  # the same
from tests.reports.test_hostile import UGLY, poisoned_letter  # noqa: E402  # the same

REFUSED: list[str] = []
"""Names that were too long for a card."""

FIELDS = 12
PER_MINUTES = 20
SCRIPTS = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x370, 0x52F),
    (0x590, 0x6FF),
    (0x900, 0xDFF),
    (0x2000, 0x206F),
    (0x2190, 0x2BFF),
    (0x4E00, 0x4EFF),
    (0xE000, 0xE0FF),
    (0x1F300, 0x1F6FF),
    (0x00, 0x1F),
)
MARKUP = (
    "<b>",
    "</para>",
    "&amp;",
    "&#0;",
    "%(x)s",
    "{0}",
    "]]>",
    "<img src='file:///x'/>",
    "\\",
    "\x00",
    "\u202e",
)


def texts(count: int, seed: int) -> list[str]:
    """Return different texts of up to 80 characters from many scripts, with markup and controls among them."""
    chance = random.Random(seed)  # noqa: S311  # examples, no secrets
    found = dict.fromkeys(UGLY)
    while len(found) < count:
        pieces = []
        for _ in range(chance.randint(1, 8)):
            low, high = chance.choice(SCRIPTS)
            piece = "".join(chr(chance.randint(low, high)) for _ in range(chance.randint(1, 9)))
            pieces.append(chance.choice(MARKUP) if chance.random() < 0.2 else piece)
        found["".join(pieces)] = None
    return list(found)[:count]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of document: how many texts it takes at once, and how it is made and read of them."""

    name: str
    takes: int
    read: Callable[[Sequence[str]], str]
    clean: Callable[[str], str]


def kinds(folder: Path) -> Iterator[Kind]:
    """Return every kind of document that takes people's words."""
    makers = examples.documents(folder / "figures")
    gate = makers._papers.gate  # noqa: SLF001  # the gate that was used
    file = folder / "document"

    def pdf(make: Callable[[Sequence[str]], object]) -> Callable[[Sequence[str]], str]:
        def read(words: Sequence[str]) -> str:
            make(words)
            return examples.words_of(file)

        return read

    def word(words: Sequence[str]) -> str:
        makers.minutes_docx(minutes_of(words), file)
        return examples.word_text(file)

    many = FIELDS * PER_MINUTES
    yield Kind(
        name="minutes", takes=many, read=pdf(lambda w: makers.minutes(minutes_of(w), file)), clean=gate.clean
    )
    yield Kind(
        name="agenda",
        takes=4 * PER_MINUTES,
        read=pdf(lambda w: makers.agenda(asked(w), file)),
        clean=gate.clean,
    )
    yield Kind(
        name="letter",
        takes=9,
        read=pdf(lambda w: makers.letter(sent(w), file)),
        clean=gate.clean,
    )
    yield Kind(name="summary", takes=4, read=pdf(lambda w: makers.summary(told(w), file)), clean=gate.clean)
    yield Kind(
        name="case sheet",
        takes=8,
        read=pdf(lambda w: makers.case_sheet(looked_at(w), file)),
        clean=gate.clean,
    )
    yield Kind(name="audit", takes=600, read=pdf(lambda w: makers.audit(audited(w), file)), clean=gate.clean)
    yield Kind(name="minutes for Word", takes=many, read=word, clean=plain)
    yield Kind(
        name="minutes as text", takes=many, read=lambda w: makers.minutes_text(minutes_of(w)), clean=plain
    )
    yield Kind(name="leaflet", takes=4, read=pdf(lambda w: makers.leaflet(given(w), file)), clean=gate.clean)
    yield Kind(name="card", takes=1, read=carded(makers, file), clean=gate.clean)


def minutes_of(words: Sequence[str]) -> MeetingFile:
    """Return minutes with a dozen texts a case."""
    sheets = [sheet_of(words[start : start + FIELDS]) for start in range(0, len(words), FIELDS)]
    return replace(meeting(), sheets=tuple(sheets))


@cache
def base() -> LetterOrder:
    """Return a letter about a case in which every text is an x."""
    return poisoned_letter("x")


@cache
def meeting() -> MeetingFile:
    """Return a meeting of which only the cases are replaced."""
    return examples.meeting_file("nl")


def sheet_of(words: Sequence[str]) -> CaseSheet:
    """Return a case with its decision, each field with a text of its own."""
    w = [*words, *["x"] * (FIELDS - len(words))]
    sheet = base().sheet
    assert sheet.decision is not None  # noqa: S101  # it was made with one
    case = sheet.stored.case
    case = replace(
        case,
        patient=replace(case.patient, family_name=w[0]),
        referral=replace(case.referral, question=w[1]),
        condition=replace(case.condition, comorbidity=w[2]),
        wishes=replace(case.wishes, preference=w[3]),
    )
    action = replace(sheet.decision.actions[0], text=w[4], owner=w[5])
    decision = replace(
        sheet.decision,
        own_words=w[6],
        reasons=w[7],
        alternatives=w[8],
        dissent=w[9],
        condition=w[10],
        informs_gp=w[11],
        actions=(action,),
    )
    return replace(sheet, stored=replace(sheet.stored, case=case), decision=decision)


def asked(words: Sequence[str]) -> MeetingFile:
    """Return an agenda with name, question, comorbidity and wish of each case."""
    return replace(
        meeting(), sheets=tuple(sheet_of(words[start : start + 4]) for start in range(0, len(words), 4))
    )


def sent(words: Sequence[str]) -> LetterOrder:
    """Return a letter with a dozen texts."""
    return replace(base(), sheet=sheet_of(["x", words[0], "x", "x", *words[1:]]))


def told(words: Sequence[str]) -> LetterOrder:
    """Return a summary in which patient and people have a text for a name."""
    w = [*words, *["x"] * 4]
    sheet = base().sheet
    assert sheet.decision is not None  # noqa: S101  # it was made with one
    decision = replace(sheet.decision, informs_patient=w[0], responsible_physician=w[1])
    case = sheet.stored.case
    case = replace(case, patient=replace(case.patient, family_name=w[2], given_name=w[3]))
    return replace(base(), sheet=replace(sheet, decision=decision, stored=replace(sheet.stored, case=case)))


@cache
def unasked() -> CaseSheetOrder:
    """Return the sheet of a case of which only the texts are replaced."""
    return examples.case_sheet_order("nl")


def looked_at(words: Sequence[str]) -> CaseSheetOrder:
    """Return the sheet of a case with eight texts."""
    w = [*words, *["x"] * 8]
    sheet = sheet_of(w[:4])
    case = sheet.stored.case
    referral = replace(case.referral, referrer=w[4], responsible_physician=w[5], images=w[6])
    case = replace(case, patient=replace(case.patient, given_name=w[7]), referral=referral)
    return replace(unasked(), sheet=replace(sheet, stored=replace(sheet.stored, case=case)))


def audited(words: Sequence[str]) -> AuditOrder:
    """Return an audit overview with six texts a line."""
    rows = [[*words[start : start + 6], *["x"] * 6][:6] for start in range(0, len(words), 6)]
    lines = [
        AuditLine(when=examples.MADE, who=a, role=b, where=c, what=d, object=e, result=f)
        for a, b, c, d, e, f in rows
    ]
    return replace(examples.audit_order("nl"), lines=tuple(lines))


def given(words: Sequence[str]) -> LeafletOrder:
    """Return a leaflet of a hospital, for somebody and with two contacts of those names."""
    w = [*words, *["x"] * 4]
    return replace(
        examples.LEAFLET,
        patient_name=w[0],
        hospital=w[1],
        contact_day=replace(examples.CONTACT_DAY, name=f"x {w[2]}"),
        contact_night=replace(examples.CONTACT_NIGHT, name=f"x {w[3]}"),
    )


def carded(makers: PdfDocuments, file: Path) -> Callable[[Sequence[str]], str]:
    """Return how a card with a text for the name of a contact is made and read; too long a name is refused."""

    def read(words: Sequence[str]) -> str:
        contact = replace(examples.CONTACT_DAY, name=f"x {words[0]}")
        try:
            makers.leaflet(replace(examples.LEAFLET, card=True, contact_day=contact), file)
        except CardTooFull:
            REFUSED.append(words[0])
            return makers._papers.gate.clean(words[0])  # noqa: SLF001  # the gate that was used
        return examples.words_of(file)

    return read


def lost(kind: Kind, words: Sequence[str]) -> list[str]:
    """Return the texts that a document does not show as they are declared to be shown."""
    said = _bare(kind.read(words))
    missing = [each for each in words if _bare(kind.clean(each)) not in said]
    if len(words) > 1:
        return [each for text in missing for each in lost(kind, [text])]
    return missing


_HYPHENS = re.compile("[\\s\x02\ufffe-]")
"""A reader program takes a hyphen at the end of a line for one that was put there to break a word."""


def _bare(text: str) -> str:
    return _HYPHENS.sub("", text)


def say(line: str) -> None:
    """Put a line out at once: a run takes minutes."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Print a line a kind of document; 1 when a text was lost."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("count", nargs="?", type=int, default=4_000)
    parser.add_argument("seed", nargs="?", type=int, default=20_261_118)
    parser.add_argument("--only", nargs="*", default=(), help="kinds of document by name")
    options = parser.parse_args()
    words, failed = texts(options.count, options.seed), 0
    with TemporaryDirectory() as folder:
        for kind in kinds(Path(folder)):
            if options.only and kind.name not in options.only:
                continue
            REFUSED.clear()
            began = time.monotonic()
            gone = [
                each
                for start in range(0, len(words), kind.takes)
                for each in lost(kind, words[start : start + kind.takes])
            ]
            failed += len(gone)
            refused = f", {len(REFUSED)} refused" if REFUSED else ""
            say(
                f"{kind.name}: {len(words)} texts, {len(gone)} lost{refused}, {time.monotonic() - began:.0f} s"
            )
            for each in gone[:5]:
                say(f"  {each!a}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
