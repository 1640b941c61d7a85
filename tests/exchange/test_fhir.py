"""FHIR R4 bundles in and out, held against an independent model of the resources."""

import copy
import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given
from hypothesis import strategies as st

from mdt_desk.domain.case import Case, CaseOf, IdSystem, NationalId, Sex, value_at
from mdt_desk.domain.facts import UNKNOWN
from mdt_desk.domain.meeting import (
    ActionId,
    ActionItem,
    CaseId,
    CaseState,
    Decision,
    Meeting,
    MeetingId,
    MeetingState,
)
from mdt_desk.domain.problems import CaseRefused
from mdt_desk.domain.reading import with_fact
from mdt_desk.domain.tumour import Primary
from mdt_desk.exchange.case_list import read_case_files
from mdt_desk.exchange.fhir_in import read_bundle
from mdt_desk.exchange.fhir_out import Decided, bundle
from mdt_desk.i18n import Texts, load_texts
from mdt_desk.usecases.ports import StoredCase
from tests.exchange.lists import AT
from tests.strategies import AMSTERDAM, cases

CASE, MEETING = CaseId(UUID(int=1)), MeetingId(UUID(int=2))


def stored(case: Case) -> StoredCase:
    return StoredCase(id=CASE, case=case, version=1, state=CaseState.OPEN, listed_at=AT, changed_at=AT)


def decided(case: Case, **facts: Any) -> Decided:  # noqa: ANN401  # fields of a decision
    decision = Decision(case_id=CASE, meeting_id=MEETING, decided_at=AT, **facts)
    meeting = Meeting(
        id=MEETING, starts_at=AT, agenda=(CASE,), state=MeetingState.CLOSED, signed_by="A", signed_at=AT
    )
    return Decided(stored=stored(case), meeting=meeting, decision=decision)


def resources(tree: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [each["resource"] for each in tree.get("entry", []) if each["resource"]["resourceType"] == kind]


PATIENT = {
    "fullUrl": "urn:uuid:1",
    "resource": {
        "resourceType": "Patient",
        "name": [{"family": "Demo", "given": ["Anna", "M."]}],
        "gender": "female",
        "birthDate": "1951-04-18",
        "identifier": [
            {"system": "http://fhir.nl/fhir/NamingSystem/bsn", "value": "111222333"},
            {
                "type": {
                    "coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"}]
                },
                "value": "000123",
            },
        ],
    },
}


def albumin(value: object, unit: str, at: str = "2026-11-10") -> dict[str, Any]:
    return {
        "resource": {
            "resourceType": "Observation",
            "status": "final",
            "subject": {"reference": "urn:uuid:1"},
            "code": {"coding": [{"system": "http://loinc.org", "code": "1751-7"}]},
            "effectiveDateTime": at,
            "valueQuantity": {"value": value, "system": "http://unitsofmeasure.org", "code": unit},
        }
    }


def read(*entries: dict[str, Any]) -> Case:
    (row,) = read_bundle({"resourceType": "Bundle", "entry": [PATIENT, *entries]}, AT, AMSTERDAM)
    assert row.case is not None, row.problems
    return row.case


def why(*entries: dict[str, Any]) -> list[str]:
    (row,) = read_bundle({"resourceType": "Bundle", "entry": [PATIENT, *entries]}, AT, AMSTERDAM)
    assert row.case is None
    return [
        found.code
        for each in row.problems
        if isinstance(each.error, CaseRefused)
        for found in each.error.problems
    ]


def test_that_a_patient_is_read_with_both_numbers() -> None:
    patient = read().patient
    assert (patient.family_name, patient.given_name, patient.birth_date) == (
        "Demo",
        "Anna M.",
        date(1951, 4, 18),
    )
    assert (patient.sex, patient.hospital_number) == (Sex.FEMALE, "000123")
    assert patient.national_id == NationalId(system=IdSystem.BSN, value="111222333")


@pytest.mark.parametrize(("value", "unit"), [(34, "g/L"), (3.4, "g/dL")])
def test_that_albumin_is_taken_by_its_declared_unit(value: float, unit: str) -> None:
    labs = read(albumin(value, unit)).labs
    assert (labs.albumin_g_per_l, labs.albumin_taken_on) == (34, date(2026, 11, 10))


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (albumin(34, "mg/L"), "fhir_unit"),
        (albumin(3.4, "g/L"), "albumin_g_per_dl"),
        (albumin("34", "g/L"), "type_float"),
        (albumin(34, "g/L", "10-11-2026"), "fhir_shape"),
        (albumin(34, "g/L", "0001-01-01T00:00:00+14:00"), "fhir_shape"),
        (albumin(10**400, "g/dL"), "fhir_shape"),
    ],
)
def test_that_an_albumin_that_is_not_certain_refuses_its_patient(entry: dict[str, Any], code: str) -> None:
    assert why(entry) == [code]


def test_that_the_newest_observation_counts_whatever_the_order() -> None:
    old, new = albumin(28, "g/L", "2026-10-01"), albumin(36, "g/L", "2026-11-10")
    assert read(old, new).labs.albumin_g_per_l == read(new, old).labs.albumin_g_per_l == 36


def test_that_an_observation_entered_in_error_is_passed_over() -> None:
    entry = albumin(34, "g/L")
    entry["resource"]["status"] = "entered-in-error"
    assert read(entry).labs.albumin_g_per_l is UNKNOWN


def test_that_what_belongs_to_another_patient_is_not_taken() -> None:
    entry = albumin(34, "g/L")
    entry["resource"]["subject"] = {"reference": "urn:uuid:2"}
    assert read(entry).labs.albumin_g_per_l is UNKNOWN


def test_that_a_diagnosis_that_leaves_no_doubt_gives_the_primary() -> None:
    def condition(code: str) -> dict[str, Any]:
        coding = [{"system": "http://hl7.org/fhir/sid/icd-10", "code": code}]
        subject = {"reference": "urn:uuid:1"}
        return {"resource": {"resourceType": "Condition", "subject": subject, "code": {"coding": coding}}}

    assert read(condition("C50.4")).tumour.primary is Primary.BREAST
    assert read(condition("C34.1")).tumour.primary is UNKNOWN


def test_that_a_request_gives_the_question_its_moment_and_who_asks() -> None:
    request = {
        "resource": {
            "resourceType": "ServiceRequest",
            "status": "active",
            "subject": {"reference": "urn:uuid:1"},
            "authoredOn": "2026-11-17T09:30:00+01:00",
            "requester": {"display": "Poli oncologie"},
            "reasonCode": [{"text": "Operatie?"}],
        }
    }
    referral = read(request).referral
    assert (referral.question, referral.referrer) == ("Operatie?", "Poli oncologie")
    assert referral.received_at == datetime(2026, 11, 17, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "tree",
    [{}, [], {"resourceType": "Patient"}, {"resourceType": "Bundle"}, {"resourceType": "Bundle", "entry": 3}],
)
def test_that_what_is_no_bundle_with_a_patient_is_refused(tree: object) -> None:
    with pytest.raises(CaseRefused):
        read_bundle(tree, AT, AMSTERDAM)


@given(data=st.data())
def test_that_a_bundle_with_any_value_in_any_place_is_read_or_refused(data: st.DataObject) -> None:
    tree = copy.deepcopy({"resourceType": "Bundle", "entry": [PATIENT, albumin(34, "g/L")]})
    node: Any = tree
    while True:
        key = data.draw(
            st.sampled_from(sorted(node)) if isinstance(node, dict) else st.integers(0, len(node) - 1)
        )
        if not isinstance(node[key], dict | list) or not node[key] or data.draw(st.booleans()):
            break
        node = node[key]
    node[key] = data.draw(
        st.none() | st.booleans() | st.integers() | st.text() | st.just([]) | st.just({}) | st.just([None])
    )
    try:
        rows = read_bundle(tree, AT, AMSTERDAM)
    except CaseRefused:
        return
    assert all((each.case is None) == bool(each.problems) for each in rows)


@given(case=cases())
def test_that_every_case_goes_out_as_valid_resources_and_its_identity_comes_back(case: Case) -> None:
    tree = bundle([decided(case, options=("decompression",), own_words="x")], load_texts("en"), AT)
    text = json.dumps(tree)
    Bundle.model_validate_json(text)
    (row,) = read_case_files(text.encode(), AT, AMSTERDAM)
    if row.case is None:
        return
    for path in ("patient.birth_date", "patient.national_id", "labs.albumin_g_per_l"):
        assert value_at(row.case, path) == value_at(case, path)
    name = case.patient.family_name
    if name is not UNKNOWN and name.replace(" ", "x").isprintable():
        assert row.case.patient.family_name == name


def test_that_a_text_goes_out_without_characters_that_fhir_forbids(texts: Texts) -> None:
    case = with_fact(CaseOf(), "patient.family_name", "De\x07mo\u00a0A\u2028B")
    (patient,) = resources(bundle([Decided(stored=stored(case))], texts, AT), "Patient")
    assert patient["name"][0]["family"] == "De\\u0007mo A B"


def test_that_every_reference_says_what_it_refers_to(texts: Texts) -> None:
    tree = bundle(
        [decided(with_fact(CaseOf(), "condition.karnofsky", 70), options=("decompression",))], texts, AT
    )
    told = [each["subject"]["type"] for kind in ("Observation", "CarePlan") for each in resources(tree, kind)]
    assert told == ["Patient", "Patient"]


def test_that_a_decision_goes_out_as_a_plan_with_its_requests_and_the_minutes(texts: Texts) -> None:
    item = ActionItem(id=ActionId(UUID(int=9)), text="MRI", owner="Coördinator", due=date(2026, 11, 20))
    case = with_fact(CaseOf(), "patient.family_name", "Demo")
    tree = bundle([decided(case, options=("decompression",), actions=(item,))], texts, AT)
    Bundle.model_validate(copy.deepcopy(tree))
    (plan,), (request,), (minutes,) = (
        resources(tree, kind) for kind in ("CarePlan", "ServiceRequest", "DocumentReference")
    )
    assert plan["category"][0]["coding"][0]["code"] == "multidisciplinary"
    assert plan["description"] == texts.get("action.decompression")
    assert plan["activity"][0]["reference"]["reference"] == f"urn:uuid:{request['id']}"
    assert (request["occurrenceDateTime"], request["status"]) == ("2026-11-20", "active")
    assert minutes["docStatus"] == "final"


def test_that_a_deferred_case_goes_out_on_hold_with_its_reason(texts: Texts) -> None:
    tree = bundle([decided(CaseOf(), deferred_because="MRI ontbreekt")], texts, AT)
    (plan,) = resources(tree, "CarePlan")
    assert (plan["status"], plan["description"]) == ("on-hold", "MRI ontbreekt")


def test_that_a_case_without_a_decision_goes_out_without_a_plan(texts: Texts) -> None:
    tree = bundle([Decided(stored=stored(CaseOf()))], texts, AT)
    assert resources(tree, "CarePlan") == []
