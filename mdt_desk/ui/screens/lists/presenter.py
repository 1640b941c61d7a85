"""From a list on its way in to what the screen shows: facts by their names, values in words, nothing dotted."""

from datetime import datetime, tzinfo
from typing import Final

from mdt_desk.domain.case import FACTS, Case, Lesion, value_at
from mdt_desk.domain.facts import UNKNOWN, Unknown
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.ui.screens.lists.sitting import Sitting
from mdt_desk.ui.screens.lists.state import ColumnShown, Count, Detail, ImportState, RowShown, Step, Told
from mdt_desk.ui.sentences import sentence
from mdt_desk.ui.theme import Tone
from mdt_desk.ui.wording.facts import value_text
from mdt_desk.ui.wording.moments import typed_day
from mdt_desk.ui.wording.people import identity_text, name_text
from mdt_desk.usecases.importing import Change, Choice, Fate, RowPlan
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.sheets import Broken, Cell, RowProblem, Sheet
from mdt_desk.usecases.wording import label_of, number_text

_TONES: Final = {
    Fate.ADDED: Tone.CALM,
    Fate.CHANGED: Tone.INFO,
    Fate.UNCHANGED: Tone.CALM,
    Fate.REFERRED_AGAIN: Tone.INFO,
    Fate.ALIKE: Tone.SOON,
    Fate.REFUSED: Tone.URGENT,
}
_OWN: Final = ("patient.full_name", "patient.national_id.bsn", "patient.national_id.nhs")
_NAMES: Final = ("patient.full_name", "patient.family_name", "patient.given_name")
_MOST_SAID: Final = 12
_WHO: Final = (
    "patient.family_name",
    "patient.given_name",
    "patient.birth_date",
    "patient.sex",
    "patient.hospital_number",
    "patient.national_id",
    "tumour.primary",
    "referral.question",
)
"""What tells two people apart, whether it differs or not."""


def target_label(texts: Words, target: str) -> str:
    """Return the name of what a column may hold."""
    if target in _OWN:
        return texts.get(f"lists.target.{target.rpartition('.')[2]}")
    return label_of(texts, target)


def targets(texts: Words, known: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return what a column may become, by name; first that it is left out."""
    named = sorted(((each, target_label(texts, each)) for each in known), key=lambda one: one[1].casefold())
    return (("", texts.get("lists.columns.left_out")), *named)


def import_state(
    sitting: Sitting, texts: Words, offered: tuple[tuple[str, str], ...], now: datetime
) -> ImportState:
    """Return what an import shows; ``now`` is local."""
    brought = sitting.brought
    if brought is None:
        return ImportState(problem=sitting.problem)
    source = brought.name or texts.get("lists.pasted")
    if sitting.plan is not None:
        return _preview(sitting, texts, source, now)
    sheet = brought.sheet
    if sheet is None:
        return ImportState(source=source, problem=sitting.problem)
    columns = _columns(sheet, sitting.chosen, texts)
    whom = any(each and each.startswith("patient.") for each in sitting.chosen)
    problem = sitting.problem or ("" if whom else texts.get("import.no_patient"))
    return ImportState(
        step=Step.COLUMNS,
        source=texts.get("lists.columns.source", source=source, count=len(sheet.rows)),
        problem=problem,
        columns=columns,
        targets=offered,
        note=texts.get("lists.columns.recalled" if sitting.recalled else "lists.columns.suggested"),
        can_preview=whom and not any(each.problem for each in columns),
    )


def _columns(sheet: Sheet, chosen: tuple[str | None, ...], texts: Words) -> tuple[ColumnShown, ...]:
    found = []
    for place, header in enumerate(sheet.headers):
        example = next((row.cells[place] for row in sheet.rows if row.cells[place] is not None), None)
        target = chosen[place]
        twin = target is not None and chosen.index(target) != place
        problem = texts.get("lists.columns.twice", column=sheet.headers[chosen.index(target)]) if twin else ""
        found.append(
            ColumnShown(
                header=header or texts.get("lists.columns.nameless", number=place + 1),
                example=cell_text(example, texts.language),
                target=target or "",
                problem=problem,
            )
        )
    return tuple(found)


def cell_text(cell: Cell, language: str) -> str:
    """Return a cell as its owner knows it."""
    if cell is None:
        return ""
    if isinstance(cell, Broken):
        return cell.shown
    if isinstance(cell, datetime):
        return f"{typed_day(cell.date())} {cell:%H:%M}"
    if isinstance(cell, bool | str):
        return " ".join(str(cell).split())
    if isinstance(cell, int | float):
        return number_text(cell, language)
    return typed_day(cell)


def _preview(sitting: Sitting, texts: Words, source: str, now: datetime) -> ImportState:
    plan = sitting.plan
    assert plan is not None  # noqa: S101  # a preview is of a plan
    refused, undecided, taking = sitting.refused, sitting.undecided, sitting.taking
    why = ""
    if undecided:
        why = texts.get("lists.preview.undecided", count=undecided)
    elif refused and not sitting.skipping:
        why = texts.get("lists.preview.refused", count=refused)
    elif not taking:
        why = texts.get("lists.preview.nothing")
    counts = tuple(
        Count(
            fate=each,
            text=texts.get(f"lists.count.{each}", count=plan.count(each)),
            count=plan.count(each),
            shown=sitting.only is each,
        )
        for each in Fate
        if plan.count(each)
    )
    hand = sitting.in_hand
    return ImportState(
        step=Step.PREVIEW,
        source=source,
        problem=sitting.problem,
        counts=counts,
        rows=tuple(_row(each, sitting, texts, now.tzinfo) for each in sitting.rows),
        detail=None if hand is None else _detail(hand, sitting, texts, now),
        left_out=texts.get("lists.preview.left_out", columns=", ".join(plan.left_out))
        if plan.left_out
        else "",
        skip=texts.get("lists.preview.skip", count=refused) if refused else "",
        skipping=sitting.skipping,
        take=texts.get("lists.preview.take", count=taking),
        can_take=not why,
        why_not=why,
    )


def _row(plan: RowPlan, sitting: Sitting, texts: Words, zone: tzinfo | None) -> RowShown:
    who = _written_who(plan.number, sitting, texts) if plan.case is None else name_text(texts, plan.case)
    fate = texts.get(f"lists.fate.{plan.fate}")
    choice = sitting.choices.get(plan.number)
    if plan.fate is Fate.ALIKE and choice is not None:
        fate = texts.get(f"lists.choice.{choice}")
    if plan.problems:
        detail = problem_sentences(plan.problems[0], texts)[0]
    elif plan.fate in {Fate.CHANGED, Fate.REFERRED_AGAIN, Fate.ALIKE} and plan.changes:
        detail = "; ".join(_change_text(each, texts, zone) for each in plan.changes[:3])
    elif plan.case is not None and plan.case.referral.question is not UNKNOWN:
        detail = " ".join(plan.case.referral.question.split())
    else:
        detail = ""
    tone = Tone.CALM if plan.fate is Fate.ALIKE and choice is not None else _TONES[plan.fate]
    spoken = texts.get("lists.preview.row", row=plan.number, who=who, fate=fate, detail=detail)
    sign = "plus" if plan.fate is Fate.ADDED else ""
    return RowShown(
        number=plan.number, who=who, fate=fate, detail=detail, tone=tone, spoken=spoken, sign=sign
    )


def _written_who(number: int, sitting: Sitting, texts: Words) -> str:
    """Return who a row that could not be read is about, as its owner wrote it."""
    sheet = None if sitting.brought is None else sitting.brought.sheet
    row = None if sheet is None else next((each for each in sheet.rows if each.number == number), None)
    if row is None:
        return texts.get("lists.preview.unread")
    cells = dict(zip(sitting.chosen, row.cells, strict=True))
    told = [cell_text(cells.get(each), texts.language) for each in _NAMES]
    return ", ".join(each for each in told if each) or texts.get("lists.preview.unread")


def _change_text(change: Change, texts: Words, zone: tzinfo | None) -> str:
    before = _value(texts, zone, change.path, change.before, change.after)
    after = _value(texts, zone, change.path, change.after, change.before)
    return texts.get("lists.preview.change", fact=label_of(texts, change.path), before=before, after=after)


def problem_sentences(found: RowProblem, texts: Words) -> tuple[str, ...]:
    """Return what is wrong with a row, each sentence with its column."""
    if isinstance(found.error, CaseRefused):
        problems = found.error.problems
        said = [sentence(CaseRefused((each,)), texts) for each in problems[:_MOST_SAID]]
        if len(problems) > _MOST_SAID:
            said.append(texts.get("lists.preview.more_problems", count=len(problems) - _MOST_SAID))
    else:
        said = [sentence(found.error, texts)]
    if not found.column:
        return tuple(each[:1].upper() + each[1:] for each in said)
    named = texts.get("lists.preview.in_column", column=found.column, why="").strip()
    return tuple(
        each if each.startswith(f"{found.column}:") else f"{named} {each[:1].upper()}{each[1:]}"
        for each in said
    )


def _detail(plan: RowPlan, sitting: Sitting, texts: Words, now: datetime) -> Detail:
    case, on, zone = plan.case, plan.on, now.tzinfo
    title = texts.get("lists.detail.title", row=plan.number, fate=texts.get(f"lists.fate.{plan.fate}"))
    said = "" if case is None else f"{name_text(texts, case)} · {identity_text(texts, case, now.date())}"
    if plan.problems:
        problems = tuple(line for each in plan.problems for line in problem_sentences(each, texts))
        return Detail(number=plan.number, title=title, said=said, problems=problems)
    if case is None or on is None:
        told = () if case is None else _told(case, texts, zone)
        return Detail(
            number=plan.number, title=title, said=said, told=told, after=texts.get("lists.detail.will_be")
        )
    if plan.fate is Fate.ALIKE:
        return Detail(
            number=plan.number,
            title=title,
            said=texts.get("lists.detail.same_person"),
            before=texts.get("lists.detail.known"),
            after=texts.get("lists.detail.in_list"),
            told=_side_by_side(on.case, case, plan, texts, zone),
            choosing=True,
            choice=sitting.choices.get(plan.number),
        )
    return Detail(
        number=plan.number,
        title=title,
        said=said,
        before=texts.get("lists.detail.now"),
        after=texts.get("lists.detail.becomes"),
        told=tuple(
            Told(
                label=label_of(texts, each.path),
                before=_value(texts, zone, each.path, each.before, each.after),
                after=_value(texts, zone, each.path, each.after, each.before),
            )
            for each in plan.changes
        ),
    )


def _told(case: Case, texts: Words, zone: tzinfo | None) -> tuple[Told, ...]:
    """Return everything that a row tells of somebody who is not known yet."""
    paths = [each for each in FACTS if not each.startswith("lesions.")]
    paths.append("lesions")
    return tuple(
        Told(label=label_of(texts, path), before="", after=_value(texts, zone, path, value_at(case, path)))
        for path in paths
        if value_at(case, path) is not UNKNOWN
    )


def _side_by_side(
    known: Case, row: Case, plan: RowPlan, texts: Words, zone: tzinfo | None
) -> tuple[Told, ...]:
    changed = [each.path for each in plan.changes]
    return tuple(
        Told(
            label=label_of(texts, path),
            before=_value(texts, zone, path, value_at(known, path), value_at(row, path)),
            after=""
            if value_at(row, path) is UNKNOWN
            else _value(texts, zone, path, value_at(row, path), value_at(known, path)),
        )
        for path in dict.fromkeys((*_WHO, *changed))
        if value_at(known, path) is not UNKNOWN or value_at(row, path) is not UNKNOWN
    )


def _value(texts: Words, zone: tzinfo | None, path: str, value: object, beside: object = UNKNOWN) -> str:
    """Return a value in words; of vertebrae each with what is told of it otherwise than ``beside``."""
    if path == "lesions" and isinstance(value, tuple):
        others = {each.level: each for each in beside} if isinstance(beside, tuple) else {}
        return "; ".join(_lesion_text(texts, each, others.get(each.level)) for each in value)
    return value_text(texts, path, value, zone)


def _lesion_text(texts: Words, lesion: Lesion[Unknown], beside: Lesion[Unknown] | None) -> str:
    paths = [each for each in FACTS if each.startswith("lesions.") and each != "lesions.level"]
    told = [(path, getattr(lesion, path.partition(".")[2]), path.partition(".")[2]) for path in paths]
    said = [
        _with_label(texts, path, value)
        for path, value, name in told
        if value is not UNKNOWN and (beside is None or value != getattr(beside, name))
    ]
    return ", ".join((str(lesion.level), *said))


def _with_label(texts: Words, path: str, value: object) -> str:
    return f"{label_of(texts, path)} {value_text(texts, path, value, None)}"


def choices(texts: Words) -> tuple[tuple[Choice, str], ...]:
    """Return what can be said of somebody who may be known already."""
    return tuple((each, texts.get(f"lists.choice.{each}")) for each in Choice)
