"""From the cells of one column to values of a fact: what a cell says for certain, or why it is refused."""

import re
from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from typing import Any, Final

from mdt_desk.domain.case import FACTS, IdSystem, NationalId
from mdt_desk.domain.facts import UNKNOWN, FactSpec, Kind
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.domain.values import read_typed, read_value
from mdt_desk.exchange.columns import FULL_NAME, NATIONAL_IDS, Vocabulary, plain
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.folding import fold
from mdt_desk.usecases.sheets import Broken, Cell

_DAY: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}(\D.*)?", re.ASCII)
_SECONDS: Final = re.compile(r"(\d:\d{2}):\d{2}\s*$", re.ASCII)
"""What spreadsheets write behind hours and minutes; no clock of ours runs in seconds."""

_LAST_MONTH: Final = 12
_SEPARATED: Final = re.compile(r"[,;/|\n]")
_NUMBERS: Final = frozenset({"patient.hospital_number", "patient.national_id.nhs"})


class CellRefused(UserError):  # noqa: N818  # what happened, as the domain's refusals are named
    """A cell does not say for certain what the fact is; the key is ``import.cell.<why>``."""

    def __init__(self, why: str, shown: object = "", **params: str) -> None:
        super().__init__(f"import.cell.{why}", shown=" ".join(str(shown).split())[:80], **params)


def month_first(cells: Iterable[Cell]) -> bool:
    """Tell whether some day in a column can only have been written month first: then none of them is certain."""
    for each in cells:
        found = _DAY.fullmatch(each.strip()) if isinstance(each, str) else None
        if found and int(found[2]) > _LAST_MONTH >= int(found[1]):
            return True
    return False


class CellReader:
    """Reads the cells of one column, which holds one fact; ``zone`` is where a time without one was noted."""

    def __init__(self, target: str, vocabulary: Vocabulary, zone: tzinfo, *, days_uncertain: bool) -> None:
        """Take what the whole column tells; see `month_first`."""
        self._target = target
        self._vocabulary = vocabulary
        self._zone = zone
        self._days_uncertain = days_uncertain

    def read(self, cell: Cell) -> dict[str, Any]:
        """Return the facts in a cell by their paths; an empty cell and "unknown" tell none.

        Raises:
            CellRefused: the cell is not certain.
            CaseRefused: the value is not one that the fact can have.

        """
        if cell is None:
            return {}
        if isinstance(cell, Broken):
            raise CellRefused(cell.why, cell.shown)
        if self._target == FULL_NAME:
            return _names(cell)
        if self._target in NATIONAL_IDS:
            return self._national_id(cell)
        value = self._value(FACTS[self._target], cell)
        return {} if value is UNKNOWN else {self._target: value}

    def _value(self, spec: FactSpec, cell: Cell) -> object:
        if isinstance(cell, str) and self._says_unknown(spec, cell):
            return UNKNOWN
        if spec.kind is Kind.BOOL:
            return self._answer(cell)
        if spec.kind is Kind.TEXT:
            return self._text(spec, cell)
        if spec.kind in {Kind.CHOICE, Kind.CHOICES, Kind.LEVEL}:
            return self._choice(spec, cell)
        if spec.kind in {Kind.DATE, Kind.DATETIME}:
            return self._moment(spec, cell)
        if isinstance(cell, bool | date):
            raise CellRefused("no_number", cell)
        if isinstance(cell, float) and spec.kind is Kind.INT and cell.is_integer():
            cell = int(cell)
        return (
            read_typed(spec, spec.path, cell, self._zone)
            if isinstance(cell, str)
            else read_value(spec, spec.path, cell)
        )

    def _says_unknown(self, spec: FactSpec, cell: str) -> bool:
        said = fold(cell)
        if self._vocabulary.answers.get(said, True) is not None:
            return False
        if spec.kind is Kind.TEXT:
            return said in {"-", "?"}
        if plain(cell) and plain(cell) in self._vocabulary.values.get(spec.path, {}):
            raise CellRefused("unknown_or_unanswered", cell)
        return True

    def _answer(self, cell: Cell) -> bool:
        if isinstance(cell, bool):
            return cell
        answer = self._vocabulary.answers.get(fold(cell)) if isinstance(cell, str) else None
        if answer is None:
            raise CellRefused("no_answer", cell)
        return answer

    def _text(self, spec: FactSpec, cell: Cell) -> object:
        if isinstance(cell, int | float) and not isinstance(cell, bool) and spec.path in _NUMBERS:
            raise CellRefused("number_for_text", cell)
        if isinstance(cell, bool | float | date):
            raise CellRefused("no_text", cell)
        return read_typed(spec, spec.path, str(cell), self._zone)

    def _choice(self, spec: FactSpec, cell: Cell) -> object:
        if isinstance(cell, bool | float | date):
            raise CellRefused("no_choice", cell)
        said = str(cell).strip()
        known = self._vocabulary.values.get(spec.path, {})
        if spec.kind is Kind.LEVEL:
            return read_value(spec, spec.path, said)
        if spec.kind is Kind.CHOICES:
            parts = [each.strip() for each in _SEPARATED.split(said) if each.strip()]
            return read_value(spec, spec.path, [known.get(plain(each), each) for each in parts])
        return read_value(spec, spec.path, known.get(plain(said), said))

    def _moment(self, spec: FactSpec, cell: Cell) -> object:
        if isinstance(cell, datetime):
            if spec.kind is Kind.DATE:
                return read_value(spec, spec.path, cell.date().isoformat())
            return read_typed(spec, spec.path, f"{cell:%Y-%m-%d %H:%M}", self._zone)
        if isinstance(cell, date):
            if spec.kind is Kind.DATETIME:
                raise CellRefused("time_needed", f"{cell:%d-%m-%Y}")
            return read_value(spec, spec.path, cell.isoformat())
        if not isinstance(cell, str):
            raise CellRefused("no_day", cell)
        if self._days_uncertain and _DAY.fullmatch(cell.strip()):
            raise CellRefused("month_or_day", cell)
        if spec.kind is Kind.DATETIME and ":" not in cell:
            raise CellRefused("time_needed", cell)
        try:
            return read_typed(spec, spec.path, _SECONDS.sub(r"\1", cell), self._zone)
        except CaseRefused as refused:
            if refused.problems[0].code != "type_date":
                raise
            raise CellRefused("no_day", cell) from refused  # as it was typed, not as a file spells it

    def _national_id(self, cell: Cell) -> dict[str, Any]:
        if isinstance(cell, bool | float | date):
            raise CellRefused("no_text", cell)
        if isinstance(cell, int) and self._target in _NUMBERS:
            raise CellRefused("number_for_text", cell)
        system = IdSystem(self._target.rpartition(".")[2])
        digits = re.sub(r"[ .-]", "", str(cell))
        tree = {"system": system.value, "value": digits}
        read: NationalId = read_value(FACTS["patient.national_id"], "patient.national_id", tree)
        return {"patient.national_id": read}


def _names(cell: Cell) -> dict[str, Any]:
    """Read "family name, given name"; without the comma nobody can tell which is which."""
    family, comma, given = (each.strip() for each in str(cell).partition(","))
    if not isinstance(cell, str) or not comma or not family:
        raise CellRefused("no_full_name", cell)
    return {"patient.family_name": family} | ({"patient.given_name": given} if given else {})
