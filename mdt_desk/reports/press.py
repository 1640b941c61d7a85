"""What every clinical document works with: the gate, the words, the styles, the figures, the sources."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph

from mdt_desk.domain.assessment import Assessment, RuleSet
from mdt_desk.domain.case import Case
from mdt_desk.domain.evidence import Document
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.reports.curves import HEIGHT_MM, WIDTH_MM, CurveRenderer, Format, Surface
from mdt_desk.reports.flowables import Figure, Identity
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.style import Styles
from mdt_desk.reports.text import LONGEST_IN_LIST, Span, TextGate, chunks, shortened
from mdt_desk.reports.words import Wording
from mdt_desk.usecases.preferences import Preferences

DARK_INK: Final = "#14181C"
SOFT_INK: Final = "#4A5560"


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """The tools of one document in one language; ``sources`` are the documents behind the guidelines."""

    gate: TextGate
    wording: Wording
    styles: Styles
    curves: CurveRenderer
    sources: Mapping[str, Document]

    def say(self, key: str, **params: object) -> str:
        """Return a text of the document."""
        return self.wording.get(f"document.{key}", **params)

    def heading(self, key: str) -> Paragraph:
        """Return a heading."""
        return self.gate.paragraph(self.say(key), self.styles.heading, Face.BOLD)

    def section(self, key: str) -> Paragraph:
        """Return a heading that stays with the first part of what follows."""
        heading = self.heading(key)
        heading.keepWithNext = 1
        return heading

    def body(self, text: str, face: Face = Face.REGULAR) -> list[Paragraph]:
        """Return running text of any length."""
        return self.gate.paragraphs(text, self.styles.body, face)

    def brief(self, text: str, number: int, longest: int = LONGEST_IN_LIST) -> list[Paragraph]:
        """Return a text for a list of cases: of a long one the beginning, and at which case the whole stands."""
        short = shortened(text, longest)
        whole = self.small(self.say("case.whole", number=number)) if short != text else []
        return [*self.body(short), *whole]

    def small(self, text: str) -> list[Paragraph]:
        """Return small print of any length."""
        return self.gate.paragraphs(text, self.styles.small)

    def field(self, label: str, text: str) -> list[Flowable]:
        """Return a label with its text behind it, of which long ones go on below: no label ends a page."""
        first, *others = [*chunks(self.gate.clean(text))] or [""]
        lead = (Span(text=f"{label}: ", face=Face.BOLD), Span(text=first))
        return [
            self.gate.paragraph(lead, self.styles.body),
            *(line for each in others for line in self.body(each)),
        ]

    def item(self, text: str) -> Paragraph:
        """Return one line of a list with a bullet."""
        body = self.styles.body
        style = body.clone("item", leftIndent=12, bulletFontName=body.fontName, bulletFontSize=body.fontSize)
        return self.gate.item(text, style)

    def spans(self, spans: Iterable[Span], *, small: bool = False) -> Paragraph:
        """Return one short paragraph in several faces."""
        return self.gate.paragraph(spans, self.styles.small if small else self.styles.body)

    def figure(self, classes: frozenset[int], scale: float) -> Figure:
        """Return the survival figure with these classes still possible."""
        content = self.curves.render(classes, Surface.PAPER, self.wording.words, Format.PDF)
        name = f"nesms-{''.join(map(str, sorted(classes)))}"
        alt = self.gate.clean(self.say("curve.alt", classes=", ".join(map(str, sorted(classes)))))
        return Figure(name, content, (WIDTH_MM * mm, HEIGHT_MM * mm), scale, alt)

    def leading(self, preferences: Preferences, assessment: Assessment) -> str:
        """Return the guideline that leads: the hospital's choice, or the first that spoke."""
        chosen = preferences.leading_guideline
        return chosen if chosen in assessment.guidelines else next(iter(assessment.guidelines))

    def guideline(self, identifier: str) -> str:
        """Return the name of a guideline."""
        return self.wording.get(f"guideline.{identifier}.name")

    def source_line(self, identifier: str, today: date) -> str:
        """Return a source with its date, and whether its own review date has passed."""
        document = self.sources[identifier]
        dated = self.wording.get(f"document_dated.{identifier}")
        text = self.say("source", name=self.guideline(identifier), dated=dated)
        if document.review_passed(today) and document.review_by is not None:
            return self.say("source_passed", source=text, day=self.wording.day(document.review_by))
        if document.advisory_only:
            return self.say("source_advisory", source=text)
        return text

    def rules_line(self, rules: RuleSet) -> str:
        """Return which rules spoke."""
        return self.say("rules", version=rules.version, hash=rules.hash[:12])

    def name_of(self, case: Case) -> str:
        """Return the patient's name, or that none is recorded."""
        known = [each for each in (case.patient.given_name, case.patient.family_name) if each is not UNKNOWN]
        return " ".join(known) or self.say("patient.no_name")

    def identity_of(self, case: Case) -> Identity:
        """Return the two identifiers that stand on every page of a patient."""
        number, born = case.patient.hospital_number, case.patient.birth_date
        return Identity(
            number=self.say("patient.no_number")
            if number is UNKNOWN
            else self.say("patient.number", number=number),
            born=self.say("patient.no_birth_date")
            if born is UNKNOWN
            else self.say("patient.born", day=self.wording.day(born)),
            name=self.name_of(case),
        )
