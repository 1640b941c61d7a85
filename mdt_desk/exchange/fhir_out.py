"""What the meeting decided as a FHIR R4 (4.0.1) bundle: plan, requests, and a reference to the minutes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

from mdt_desk.domain.case import Case, NationalId, Recorded, value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import ActionItem, Decision, Meeting, MeetingId, MeetingState
from mdt_desk.exchange.fhir_codes import (
    ICD_10,
    IDENTIFIER_TYPE,
    LOINC,
    NAMES,
    NATIONAL,
    OBSERVATIONS,
    PRIMARIES,
    UCUM,
)
from mdt_desk.usecases.ports import StoredCase, Words

Resource = dict[str, Any]

_UNIT: Final[Mapping[str, str]] = {"labs.albumin_g_per_l": "g/L"}
_SCORE: Final = "{score}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """One case with what was decided about it; ``meeting`` and ``decision`` are None before its meeting."""

    stored: StoredCase
    meeting: Meeting | None = None
    decision: Decision | None = None


def decided(stored: StoredCase, last: Decision | None, meetings: Mapping[MeetingId, Meeting]) -> Decided:
    """Return a case with the last decision about it, if there is one."""
    meeting = None if last is None else meetings.get(last.meeting_id)
    return Decided(stored=stored, meeting=meeting, decision=last)


def bundle(cases: Iterable[Decided], words: Words, at: datetime) -> Resource:
    """Return a collection with the resources of every case; the same input gives the same identities."""
    entries = [_clean(entry) for each in cases for entry in _entries(each, words)]
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": at.isoformat(timespec="seconds"),
        **({"entry": entries} if entries else {}),
    }


def _reference(kind: str, identity: object) -> Resource:
    return {"reference": f"urn:uuid:{identity}", "type": kind}


def _clean(tree: object) -> object:
    """Return the tree with texts as FHIR allows them: control characters as codes, any other space as a space."""
    if isinstance(tree, dict):
        return {key: _clean(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_clean(each) for each in tree]
    return _text(tree) if isinstance(tree, str) else tree


def _text(text: str) -> str:
    spaced = "".join(" " if each.isspace() and each not in "\t\r\n" else each for each in text)
    return "".join(
        each if each.isprintable() or each in "\t\r\n" else f"\\u{ord(each):04x}" for each in spaced
    )


def _entries(of: Decided, words: Words) -> list[Resource]:
    case, case_id = of.stored.case, of.stored.id
    patient = _patient(case, case_id)
    subject = _reference("Patient", case_id)
    resources = [patient, *_facts(case, case_id, subject, words)]
    if of.decision is not None and of.meeting is not None:
        resources += _plan(of.decision, of.meeting, subject, words)
    return [{"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in resources]


def _patient(case: Case, case_id: UUID) -> Resource:
    patient = case.patient
    name = {
        **({} if patient.family_name is UNKNOWN else {"family": patient.family_name}),
        **({} if patient.given_name is UNKNOWN else {"given": [patient.given_name]}),
    }
    numbers: list[Resource] = []
    if patient.hospital_number is not UNKNOWN:
        kind = {"coding": [{"system": IDENTIFIER_TYPE, "code": "MR"}]}
        numbers.append({"type": kind, "value": patient.hospital_number})
    if isinstance(patient.national_id, NationalId):
        systems = {system: url for url, system in NATIONAL.items()}
        numbers.append({"system": systems[patient.national_id.system], "value": patient.national_id.value})
    return {
        "resourceType": "Patient",
        "id": str(case_id),
        **({"identifier": numbers} if numbers else {}),
        **({"name": [name]} if name else {}),
        **({} if patient.sex is UNKNOWN else {"gender": patient.sex.value}),
        **({} if patient.birth_date is UNKNOWN else {"birthDate": patient.birth_date.isoformat()}),
        **({} if patient.died_on is UNKNOWN else {"deceasedDateTime": patient.died_on.isoformat()}),
        **({} if patient.language is UNKNOWN else {"communication": [_language(patient.language)]}),
    }


def _language(code: str) -> Resource:
    return {"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": code}]}, "preferred": True}


def _facts(case: Case, case_id: UUID, subject: Resource, words: Words) -> list[Resource]:
    found: list[Resource] = []
    primary = case.tumour.primary
    if primary is not UNKNOWN:
        codes = [code for code, name in PRIMARIES.items() if name == primary.value]
        coding = [{"system": ICD_10, "code": each} for each in codes]
        diagnosed = case.tumour.diagnosed_on
        found.append(
            {
                "resourceType": "Condition",
                "id": str(uuid5(case_id, "primary")),
                "code": {
                    **({"coding": coding} if coding else {}),
                    "text": words.get(f"value.{type(primary).__name__}.{primary.value}"),
                },
                "subject": subject,
                **({} if diagnosed is UNKNOWN else {"onsetDateTime": diagnosed.isoformat()}),
            }
        )
    for code, path in OBSERVATIONS.items():
        value = value_at(case, path)
        if value is not UNKNOWN:
            found.append(_observation(case, case_id, subject, code, path))
    request = _referral(case, case_id, subject)
    return [*found, request] if request is not None else found


def _observation(case: Case, case_id: UUID, subject: Resource, code: str, path: str) -> Resource:
    dated = [each for each in case.recorded if each.fact == path and each.value == value_at(case, path)]
    unit = _UNIT.get(path, _SCORE)
    return {
        "resourceType": "Observation",
        "id": str(uuid5(case_id, path)),
        "status": "final",
        "code": {"coding": [{"system": LOINC, "code": code, "display": NAMES[code]}]},
        "subject": subject,
        **_effective(case, path, dated),
        "valueQuantity": {"value": value_at(case, path), "unit": unit, "system": UCUM, "code": unit},
    }


def _effective(case: Case, path: str, dated: list[Recorded]) -> Resource:
    taken = case.labs.albumin_taken_on
    if path == "labs.albumin_g_per_l" and taken is not UNKNOWN:
        return {"effectiveDateTime": taken.isoformat()}
    return {"effectiveDateTime": dated[-1].at.isoformat()} if dated else {}


def _referral(case: Case, case_id: UUID, subject: Resource) -> Resource | None:
    referral = case.referral
    if referral.question is UNKNOWN and referral.received_at is UNKNOWN:
        return None
    return {
        "resourceType": "ServiceRequest",
        "id": str(uuid5(case_id, "referral")),
        "status": "active",
        "intent": "order",
        "subject": subject,
        **({} if referral.received_at is UNKNOWN else {"authoredOn": referral.received_at.isoformat()}),
        **({} if referral.referrer is UNKNOWN else {"requester": {"display": referral.referrer}}),
        **({} if referral.question is UNKNOWN else {"reasonCode": [{"text": referral.question}]}),
    }


def _plan(decision: Decision, meeting: Meeting, subject: Resource, words: Words) -> list[Resource]:
    plan_id = uuid5(decision.case_id, f"plan {meeting.id}")
    plan_url = _reference("CarePlan", plan_id)
    requests = [_task(each, decision, subject, plan_url) for each in decision.actions]
    said = [words.get(f"action.{each}") for each in decision.options]
    told = [each for each in (decision.own_words, decision.condition, decision.reasons) if each]
    deferred = decision.deferred_because
    plan = {
        "resourceType": "CarePlan",
        "id": str(plan_id),
        "status": "active" if deferred is None else "on-hold",
        "intent": "plan",
        "category": [
            {
                "coding": [{"system": "urn:mdt-desk:category", "code": "multidisciplinary"}],
                "text": words.get("fhir.multidisciplinary"),
            }
        ],
        "title": words.get("fhir.plan"),
        "description": deferred or "; ".join([*said, *told]),
        "subject": subject,
        "created": decision.decided_at.isoformat(),
        **(
            {"activity": [{"reference": _reference("ServiceRequest", each["id"])} for each in requests]}
            if requests
            else {}
        ),
        **({"note": [{"text": decision.dissent}]} if decision.dissent else {}),
    }
    return [plan, *requests, _minutes(decision, meeting, subject, plan_url, words)]


def _task(item: ActionItem, decision: Decision, subject: Resource, plan: Resource) -> Resource:
    return {
        "resourceType": "ServiceRequest",
        "id": str(item.id),
        "basedOn": [plan],
        "status": "active" if item.done_on is None else "completed",
        "intent": "plan",
        "code": {"text": item.text},
        "subject": subject,
        "authoredOn": decision.decided_at.isoformat(),
        **({} if item.due is None else {"occurrenceDateTime": item.due.isoformat()}),
        **({} if not item.owner else {"performer": [{"display": item.owner}]}),
    }


def _minutes(
    decision: Decision, meeting: Meeting, subject: Resource, plan: Resource, words: Words
) -> Resource:
    signed = meeting.state is MeetingState.CLOSED
    return {
        "resourceType": "DocumentReference",
        "id": str(uuid5(decision.case_id, f"minutes {meeting.id}")),
        "status": "current",
        "docStatus": "final" if signed else "preliminary",
        "type": {"text": words.get("fhir.minutes")},
        "subject": subject,
        "date": (meeting.signed_at or decision.decided_at).isoformat(),
        "content": [{"attachment": {"contentType": "application/pdf", "title": words.get("fhir.minutes")}}],
        "context": {"related": [plan]},
    }
