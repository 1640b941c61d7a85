"""Blank forms for the day the computer fails: a case in the order of NOMS, a decision, and attendance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from mdt_desk.domain.case import FACTS
from mdt_desk.domain.facts import FactSpec, Kind
from mdt_desk.domain.meeting import CORE, DeviationReason, Discipline
from mdt_desk.domain.spine import LEVELS
from mdt_desk.domain.vocabulary import ACTIONS
from mdt_desk.reports.flowables import Cell, Command, Start, balanced, grid
from mdt_desk.reports.fonts import Face
from mdt_desk.reports.press import DARK_INK, Press
from mdt_desk.reports.style import INK, RULE, TEXT_WIDTH
from mdt_desk.reports.text import Span
from mdt_desk.usecases.wording import CONCLUSIONS

_BOX: Final = "□"
_APART: Final = "\u00a0\u00a0\u00a0 "
_SHORT: Final = 30
_HANGING: Final = 9.6
_PARTS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("who", ("referral", "patient")),
    ("neurology", ("symptoms", "neurology")),
    ("oncology", ("tumour",)),
    ("stability", ("stability",)),
    ("condition", ("condition", "labs", "prognosis")),
    ("wishes", ("wishes",)),
    ("treatment", ("treatment",)),
    ("imaging", ("imaging",)),
    ("rehabilitation", ("information", "rehabilitation")),
)
"""Which sections of a case stand under which heading, in the order of NOMS."""

_ELSEWHERE: Final = frozenset(
    {
        "referral.question",
        "patient.family_name",
        "patient.given_name",
        "patient.birth_date",
        "patient.hospital_number",
        "patient.national_id",
        "patient.died_on",
        "prognosis.external",
    }
)
"""On the patient's label, in a box of their own, or not for a form."""

_LESIONS: Final = 5
_ACTION_ROWS: Final = 4
_LINE: Final = 15.0
_LOW: Final = 9.0
_TALL: Final = 26.0
_COLUMN_GAP: Final = 14.0
_LINED: Final[tuple[Command, ...]] = (
    ("GRID", (0, 0), (-1, -1), 0.5, RULE),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankForms:
    """Lays out the three forms, each from a page of its own."""

    press: Press

    def story(self) -> list[Flowable]:
        """Return case form, decision form and attendance."""
        return [*self._case(), PageBreak(), *self._decision(), PageBreak(), *self._attendance()]

    def _opening(self, name: str, *, patient: bool) -> list[Flowable]:
        press = self.press
        title = press.say(f"forms.{name}_title")
        opening: list[Flowable] = [
            Start(key=name, outline=title),
            *press.gate.paragraphs(title, press.styles.title, Face.BOLD),
            *press.body(press.say(f"forms.{name}_lead")),
            Spacer(0, 5),
        ]
        if patient:
            label = [*press.small(press.say("forms.patient")), Spacer(0, 44)]
            right = [
                *press.small(press.say("forms.meeting")),
                Spacer(0, _LINE),
                *press.small(press.say("forms.filled_in_by")),
                Spacer(0, _LINE),
            ]
            opening += [
                grid(
                    [[label, right]],
                    [TEXT_WIDTH * 0.58, TEXT_WIDTH * 0.42],
                    [*_LINED, ("BOX", (0, 0), (0, 0), 1.2, INK)],
                ),
                Spacer(0, 6),
            ]
        return opening

    def _case(self) -> list[Flowable]:
        press = self.press
        story = self._opening("case", patient=True)
        story += [self._open_box(press.say("forms.question")), Spacer(0, 6)]
        for part, sections in _PARTS:
            specs = [
                each for each in FACTS.values() if each.section in sections and each.path not in _ELSEWHERE
            ]
            rows = [self._fact(each) for each in specs]
            block = [
                self._heading(press.wording.get(f"case.section.{part}")),
                balanced(rows, TEXT_WIDTH, gap=_COLUMN_GAP),
                Spacer(0, 5),
            ]
            story += [KeepTogether(block), *(self._lesions() if part == "stability" else [])]
        return story

    def _heading(self, text: str) -> Flowable:
        return self.press.gate.paragraph(text, self.press.styles.heading, Face.BOLD)

    def _open_box(self, label: str, height: float = _TALL) -> Flowable:
        return grid([[[*self.press.small(label), Spacer(0, height)]]], [TEXT_WIDTH], _LINED)

    def _pairs(self, labels: Sequence[str]) -> Flowable:
        """Return boxes to write in, two on a row."""
        cells: list[Cell] = [[*self.press.small(each), Spacer(0, _LINE)] for each in labels]
        rows = [cells[number : number + 2] for number in range(0, len(cells), 2)]
        return grid(rows, [TEXT_WIDTH / 2] * 2, _LINED)

    def _fact(self, spec: FactSpec) -> Flowable:
        """Return one fact with its boxes to tick, or a line to write on."""
        label = Span(text=f"{self._label(spec)}: ", face=Face.BOLD, colour=DARK_INK)
        answers = self._answers(spec)
        line = self.press.spans((label, Span(text=answers)), small=True)
        below = [] if answers else [Spacer(0, _LINE - 6)]
        width = (TEXT_WIDTH - _COLUMN_GAP) / 2
        return grid([[[line, *below]]], [width], [("LINEBELOW", (0, 0), (-1, -1), 0.3, RULE), *_LINED[2:]])

    def _label(self, spec: FactSpec) -> str:
        name = self.press.wording.get(f"fact.{spec.path}.label")
        hint = {Kind.DATE: "day", Kind.DATETIME: "moment"}.get(spec.kind)
        return name if hint is None else f"{name} ({self.press.say(f'forms.{hint}')})"

    def _answers(self, spec: FactSpec) -> str:
        press = self.press
        if spec.kind is Kind.BOOL:
            return self._ticks([press.say(f"forms.{each}") for each in ("yes", "no")])
        if spec.choices is not None and spec.name != "level":
            return self._ticks([press.wording.choice(each) for each in spec.choices])
        return ""

    def _ticks(self, names: Sequence[str]) -> str:
        return _APART.join(f"{_BOX}\u00a0{_on_one_line(name)}" for name in names)

    def _lesions(self) -> list[Flowable]:
        """Return the table of affected vertebrae: a column each, with what SINS and Bilsky ask in the rows."""
        press = self.press
        asked = [each for each in FACTS.values() if each.section == "lesions" and each.name != "level"]
        rows: list[list[Cell]] = [[press.small(f"{press.say('forms.level')} ({LEVELS[0]}–{LEVELS[-1]})")]]
        for each in asked:
            label = Span(text=press.wording.get(f"fact.{each.path}.label"), face=Face.BOLD, colour=DARK_INK)
            rows.append([press.spans((label, Span(text=self._short(each))), small=True)])
        for row in rows:
            row += [Spacer(0, _LINE) for _ in range(_LESIONS)]
        first = TEXT_WIDTH * 0.46
        table = grid(rows, [first, *[(TEXT_WIDTH - first) / _LESIONS] * _LESIONS], _LINED)
        return [KeepTogether([self._heading(press.say("forms.lesions")), table, Spacer(0, 6)])]

    def _short(self, spec: FactSpec) -> str:
        if spec.kind is Kind.BOOL:
            return f": {self.press.say('forms.yes')} / {self.press.say('forms.no')}"
        if spec.choices is None:
            return ""
        return f": {' / '.join(self.press.wording.choice(each) for each in spec.choices)}"

    def _decision(self) -> list[Flowable]:
        press = self.press
        hanging = press.styles.small.clone("tick", leftIndent=_HANGING, firstLineIndent=-_HANGING)
        ticked = [
            press.gate.paragraphs(f"{_BOX}\u00a0{press.wording.get(f'action.{code}')}", hanging)
            for code in ACTIONS
            if not _weak(code)
        ]
        parts = [part for cell in ticked for part in cell]
        names = ("reasons", "alternatives", "dissent", "condition")
        heads: list[Cell] = [
            press.small(press.say(f"decision.action.{name}")) for name in ("what", "owner", "due")
        ]
        actions = [heads, *_empty_rows(len(heads), _ACTION_ROWS)]
        who = [
            press.say(f"decision.{name}")
            for name in ("responsible", "informs_patient", "informs_gp", "leaflet")
        ]
        deviation = press.say("forms.deviation")
        ticks = self._ticks([press.wording.choice(each) for each in DeviationReason])
        return [
            *self._opening("decision", patient=True),
            self._heading(press.say("forms.options")),
            balanced(parts, TEXT_WIDTH, gap=_COLUMN_GAP, count=3),
            Spacer(0, 5),
            self._open_box(press.say("forms.own_words"), _LINE),
            self._pairs([press.say(f"decision.{name}") for name in names]),
            grid([[press.small(f"{deviation}: {ticks}")]], [TEXT_WIDTH], _LINED),
            self._open_box(press.say("forms.deferred"), _LOW),
            Spacer(0, 6),
            KeepTogether(
                [
                    self._heading(press.say("forms.actions")),
                    grid(actions, [TEXT_WIDTH * 0.56, TEXT_WIDTH * 0.26, TEXT_WIDTH * 0.18], _LINED, heads=1),
                    Spacer(0, 6),
                    grid(
                        [[[*press.small(each), Spacer(0, _LINE)] for each in who]],
                        [TEXT_WIDTH / len(who)] * len(who),
                        _LINED,
                    ),
                ]
            ),
        ]

    def _attendance(self) -> list[Flowable]:
        press = self.press
        heads: list[Cell] = [
            press.small(press.say(f"forms.{each}")) for each in ("disciplines", "name_column", "from_until")
        ]
        rows: list[list[Cell]] = [heads]
        for each in Discipline:
            core = "*" if each in CORE else ""
            rows.append([press.body(f"{press.wording.choice(each)}{core}"), *[Spacer(0, _TALL)] * 2])
        return [
            *self._opening("attendance", patient=False),
            self._open_box(press.say("forms.meeting"), _LINE),
            Spacer(0, 6),
            grid(rows, [TEXT_WIDTH * 0.34, TEXT_WIDTH * 0.46, TEXT_WIDTH * 0.2], _LINED, heads=1),
            Spacer(0, 3),
            *press.small(press.say("forms.core")),
            Spacer(0, 8),
            self._open_box(press.say("forms.signature")),
        ]


def _weak(code: str) -> bool:
    """Tell whether an option is a conclusion or a mere possibility, which nobody ticks as a decision."""
    return code in CONCLUSIONS or code.endswith("_consider")


def _on_one_line(name: str) -> str:
    """Return an answer that does not break over lines, unless it is long."""
    return name.replace(" ", "\u00a0") if len(name) <= _SHORT else name


def _empty_rows(columns: int, rows: int) -> list[list[Cell]]:
    """Return rows to write in."""
    return [[Spacer(0, _LINE) for _ in range(columns)] for _ in range(rows)]
