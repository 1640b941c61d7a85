"""Cases out of a FHIR R4 bundle: who the patient is, the primary, a few observations, and the question."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, tzinfo
from typing import Any, Final

from mdt_desk.domain.case import FACTS, Case, CaseOf, Recorded
from mdt_desk.domain.moments import on_its_latest_day
from mdt_desk.domain.problems import CaseRefused, problem
from mdt_desk.domain.reading import case_tree, read_case, with_fact
from mdt_desk.domain.values import read_value
from mdt_desk.exchange.fhir_codes import (
    ICD_10,
    IDENTIFIER_TYPE,
    LOINC,
    NATIONAL,
    OBSERVATIONS,
    PRIMARIES,
    UCUM,
    UNITS,
)
from mdt_desk.usecases.errors import UserError
from mdt_desk.usecases.sheets import MOST_CASES, ListedRow, RowProblem

Resource = Mapping[str, Any]

_DAY: Final = len("2026-11-18")
_SEXES: Final = {"male": "male", "female": "female", "other": "other"}


def read_bundle(tree: object, at: datetime, zone: tzinfo) -> tuple[ListedRow, ...]:
    """Read every patient of a bundle with what the bundle tells of them, numbered in its order.

    What the program has no fact for is passed over; what it has a fact for is taken, or its patient is refused:
    an albumin in an unknown unit never becomes a number.

    Args:
        tree: the parsed JSON of a Bundle.
        at: now, against which dates of birth and diagnosis are checked.
        zone: where a moment noted without a zone was noted.

    Raises:
        CaseRefused: this is no bundle, or it holds no patient.

    """
    resources = list(_resources(tree))
    patients = [(url, each) for url, each in resources if each.get("resourceType") == "Patient"]
    if not patients:
        raise CaseRefused((problem("Bundle.entry", None, "fhir_no_patient"),))
    if len(patients) > MOST_CASES:
        raise CaseRefused(
            (problem("Bundle.entry", len(patients), "too_many_cases", maximum=str(MOST_CASES)),)
        )
    told: dict[str, list[Resource]] = {}
    for _, each in resources:
        told.setdefault(_subject(each), []).append(each)
    rows = []
    for number, (url, patient) in enumerate(patients, start=1):
        names = {url, f"Patient/{patient.get('id')}"} - {""}
        mine = [each for name in sorted(names) for each in told.pop(name, ())]
        rows.append(_row(number, patient, mine, at, zone))
    return tuple(rows)


def _resources(tree: object) -> Iterator[tuple[str, Resource]]:
    if not isinstance(tree, dict) or tree.get("resourceType") != "Bundle":
        raise CaseRefused((problem("resourceType", None, "fhir_no_bundle"),))
    entries = tree.get("entry", [])
    if not isinstance(entries, list):
        raise CaseRefused((problem("Bundle.entry", None, "fhir_no_bundle"),))
    for entry in entries:
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if isinstance(resource, dict):
            yield str(entry.get("fullUrl", "")), resource


def _subject(resource: Resource) -> str:
    subject = resource.get("subject")
    return str(subject.get("reference", "")) if isinstance(subject, dict) else ""


def _row(number: int, patient: Resource, mine: Iterable[Resource], at: datetime, zone: tzinfo) -> ListedRow:
    try:
        found = _Found(zone)
        found.patient(patient)
        for resource in mine:
            found.take(resource)
        return ListedRow(number=number, case=read_case(case_tree(found.case()), on_its_latest_day(at)))
    except (CaseRefused, UserError) as refused:
        return ListedRow(number=number, case=None, problems=(RowProblem(column="", error=refused),))
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, OverflowError):
        error = CaseRefused((problem(f"Patient {number}", None, "fhir_shape"),))
        return ListedRow(number=number, case=None, problems=(RowProblem(column="", error=error),))


class _Found:
    """The facts of one patient as the resources tell them, each with its moment."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._facts: dict[str, Any] = {}
        self._at: dict[str, datetime] = {}

    def case(self) -> Case:
        case: Case = CaseOf()
        for path, value in self._facts.items():
            case = with_fact(case, path, value)
        entries = [
            Recorded(fact=path, value=self._facts[path], at=at, source="FHIR")
            for path, at in self._at.items()
        ]
        return replace(case, recorded=tuple(sorted(entries, key=lambda each: each.at)))

    def patient(self, patient: Resource) -> None:
        names = patient.get("name", [])
        official = next((each for each in names if each.get("use") == "official"), names[0] if names else {})
        self._put("patient.family_name", official.get("family"))
        self._put("patient.given_name", " ".join(official.get("given", [])) or None)
        self._put("patient.birth_date", patient.get("birthDate"))
        self._put("patient.sex", _SEXES.get(patient.get("gender", "")))
        died = patient.get("deceasedDateTime")
        self._put("patient.died_on", None if died is None else died[:_DAY])
        for each in patient.get("identifier", []):
            self._identifier(each)
        for each in patient.get("communication", []):
            codes = [coding.get("code", "") for coding in each.get("language", {}).get("coding", [])]
            if codes and (each.get("preferred") or "patient.language" not in self._facts):
                self._put("patient.language", codes[0].split("-")[0])

    def take(self, resource: Resource) -> None:
        kinds = {
            "Condition": self._condition,
            "Observation": self._observation,
            "ServiceRequest": self._request,
        }
        reader = kinds.get(str(resource.get("resourceType")))
        if reader is not None and resource.get("status") not in {"entered-in-error", "cancelled", "revoked"}:
            reader(resource)

    def _identifier(self, identifier: Resource) -> None:
        system = NATIONAL.get(identifier.get("system", ""))
        types = [each.get("code") for each in _coded(identifier.get("type"), IDENTIFIER_TYPE)]
        if system is not None:
            self._put("patient.national_id", {"system": system.value, "value": identifier.get("value")})
        elif "MR" in types:
            self._put("patient.hospital_number", identifier.get("value"))

    def _condition(self, condition: Resource) -> None:
        codes = [each.get("code", "") for each in _coded(condition.get("code"), ICD_10)]
        found = [PRIMARIES[part] for code in codes for part in (code, code[:3]) if part in PRIMARIES]
        if found:
            self._put("tumour.primary", found[0])
            onset = condition.get("onsetDateTime")
            self._put(
                "tumour.diagnosed_on", onset[:_DAY] if isinstance(onset, str) and len(onset) >= _DAY else None
            )

    def _observation(self, observation: Resource) -> None:
        codes = [each.get("code", "") for each in _coded(observation.get("code"), LOINC)]
        path = next((OBSERVATIONS[each] for each in codes if each in OBSERVATIONS), None)
        if path is None or observation.get("status") not in {"final", "amended", "corrected"}:
            return
        at = self._moment(observation.get("effectiveDateTime"))
        if at is None:
            raise CaseRefused((problem(path, None, "fhir_no_moment"),))
        if path in self._at and self._at[path] >= at:
            return
        self._put(path, _measured(path, observation))
        self._at[path] = at
        if path == "labs.albumin_g_per_l":
            self._put("labs.albumin_taken_on", at.astimezone(self._zone).date().isoformat())

    def _request(self, request: Resource) -> None:
        reasons = [each.get("text") for each in request.get("reasonCode", []) if each.get("text")]
        self._put("referral.question", reasons[0] if reasons else request.get("code", {}).get("text"))
        received = self._moment(request.get("authoredOn"))
        self._put("referral.received_at", None if received is None else received.isoformat())
        self._put("referral.referrer", request.get("requester", {}).get("display"))

    def _moment(self, written: object) -> datetime | None:
        """Return a moment; a day without a time is its beginning, from which clocks run longest."""
        if not isinstance(written, str):
            return None
        if len(written) == _DAY:
            day = date.fromisoformat(written)
            return datetime(day.year, day.month, day.day, tzinfo=self._zone)
        found = datetime.fromisoformat(written)
        return found if found.tzinfo is not None else found.replace(tzinfo=self._zone)

    def _put(self, path: str, raw: object) -> None:
        if raw is not None:
            self._facts[path] = read_value(FACTS[path], path, raw)


def _coded(concept: object, system: str) -> list[Mapping[str, Any]]:
    codings = concept.get("coding", []) if isinstance(concept, dict) else []
    return [each for each in codings if each.get("system") == system]


def _measured(path: str, observation: Resource) -> int | float:
    quantity = observation.get("valueQuantity")
    value: object
    if quantity is None and path != "labs.albumin_g_per_l":
        value = observation.get("valueInteger")
        factor = 1.0
    else:
        unit = str((quantity or {}).get("code"))
        known = UNITS[path]
        if (
            quantity is None
            or quantity.get("system") != UCUM
            or unit not in known
            or "comparator" in quantity
        ):
            allowed = ", ".join(known)
            raise CaseRefused((problem(path, unit, "fhir_unit", allowed=allowed),))
        value, factor = quantity.get("value"), known[unit]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CaseRefused((problem(path, value, "type_float"),))
    scaled = value if factor == 1.0 else round(value * factor, 6)
    whole = path != "labs.albumin_g_per_l" and float(scaled).is_integer()
    return int(scaled) if whole else scaled
