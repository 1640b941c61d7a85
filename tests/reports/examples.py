"""Patients, a meeting and orders for documents, all invented; and how a finished document is read."""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache as kept
from pathlib import Path
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import pdfplumber
from defusedxml import ElementTree

from mdt_desk.assets import resource
from mdt_desk.bootstrap.rules import load_rules
from mdt_desk.domain.assess import assess
from mdt_desk.domain.assessment import Assessment, RuleSet
from mdt_desk.domain.case import Case
from mdt_desk.domain.meeting import (
    ActionId,
    ActionItem,
    Attendee,
    CaseId,
    CaseState,
    Decision,
    DeviationReason,
    Discipline,
    Meeting,
    MeetingId,
    MeetingState,
)
from mdt_desk.domain.reading import read_case
from mdt_desk.i18n import load_texts
from mdt_desk.reports.documents import PdfDocuments
from mdt_desk.reports.furniture import Furniture
from mdt_desk.reports.release import read_pages
from mdt_desk.usecases.ports import (
    AuditLine,
    AuditOrder,
    CaseSheet,
    CaseSheetOrder,
    FormsOrder,
    LeafletOrder,
    LetterOrder,
    MeetingFile,
    StoredCase,
)
from mdt_desk.usecases.preferences import Contact, Preferences

ZONE: Final = ZoneInfo("Europe/Amsterdam")
STARTS: Final = datetime(2026, 11, 18, 8, 0, tzinfo=ZONE)
ASSESSED: Final = STARTS - timedelta(hours=15)
MADE: Final = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)

CORD_COMPRESSION: Final[Mapping[str, Any]] = {
    "patient": {
        "family_name": "Őry",
        "given_name": "Łukasz",
        "birth_date": "1954-03-12",
        "sex": "male",
        "hospital_number": "1234567",
    },
    "referral": {
        "received_at": "2026-11-16T09:30:00+01:00",
        "question": "Decompression, radiotherapy or both for T8?",
        "referrer": "Dr N. Voorbeeld, oncology",
        "treating_specialty": "medical_oncology",
        "responsible_physician": "Dr A. Voorbeeld",
        "gp": "Huisartsenpraktijk De Brug",
        "gp_address": "Brugstraat 1\n1234 AB Voorbeeld",
    },
    "tumour": {
        "primary": "kidney",
        "diagnosed_on": "2023-05-02",
        "histology_confirmed": True,
        "visceral_metastases": "none",
        "skeletal_metastases": 3,
        "spinal_metastases": 2,
    },
    "condition": {
        "karnofsky": 70,
        "ambulation": "aided",
        "fit_for_surgery": True,
        "comorbidity": "COPD GOLD II, atrial fibrillation",
        "anticoagulants": True,
    },
    "symptoms": {
        "back_or_neck_pain": True,
        "pain_severity": 7,
        "radicular_pain": "unilateral",
        "worsened_at": "2026-11-15T20:00:00+01:00",
    },
    "neurology": {"cord_or_cauda_signs": True, "deficit_progressive": True, "frankel": "D"},
    "imaging": {
        "mri_whole_spine_at": "2026-11-16T14:00:00+01:00",
        "compression_on_mri": True,
        "confirmed_spinal_metastases": True,
    },
    "lesions": [
        {
            "level": "T8",
            "pain": "mechanical",
            "bone_quality": "lytic",
            "alignment": "normal",
            "collapse": "under_half",
            "posterolateral": "unilateral",
            "bilsky": "2",
        },
        {"level": "L2", "pain": "non_mechanical", "bone_quality": "lytic", "bilsky": "1a"},
    ],
    "stability": {"clinically_unstable": False, "axial_loading_pain": True},
    "treatment": {"surgery_technically_feasible": True, "adequate_radiotherapy_possible": True},
    "wishes": {"preference": "Wants to keep walking.", "accepts_surgery": True},
    "information": {"leaflet_given_on": "2026-11-16"},
    "recorded": {
        "condition.karnofsky": [{"value": 70, "at": "2026-11-16T10:00:00+01:00", "source": "clinic"}]
    },
}

HARDLY_KNOWN: Final[Mapping[str, Any]] = {
    "patient": {
        "family_name": "Şahin-Yılmaz",
        "given_name": "Nguyễn",
        "birth_date": "1971-07-30",
        "hospital_number": "7654321",
    },
    "referral": {"question": "Biopsy first?"},
    "symptoms": {"back_or_neck_pain": True},
}

OLIGOMETASTATIC: Final[Mapping[str, Any]] = {
    "patient": {
        "family_name": "O”Brien <b>&amp;",
        "given_name": "😀",
        "birth_date": "1948-01-01",
        "hospital_number": "5550123",
    },
    "referral": {"question": "Stereotactic radiotherapy?", "responsible_physician": "Dr B. Voorbeeld"},
    "tumour": {
        "primary": "breast",
        "histology_confirmed": True,
        "visceral_metastases": "none",
        "skeletal_metastases": 1,
        "spinal_metastases": 1,
        "metastases_total": 1,
        "organs_with_metastases": 1,
    },
    "condition": {"karnofsky": 90, "ambulation": "independent", "fit_for_surgery": True},
    "labs": {"albumin_g_per_l": 41.5, "albumin_taken_on": "2026-11-10"},
    "symptoms": {"back_or_neck_pain": True, "pain_severity": 4, "radicular_pain": "none"},
    "neurology": {"radicular_deficit": "none", "cord_or_cauda_signs": False, "frankel": "E"},
    "imaging": {"mri_whole_spine_at": "2026-11-12T14:00:00+01:00", "confirmed_spinal_metastases": True},
    "lesions": [{"level": "L3", "pain": "non_mechanical", "bone_quality": "mixed", "bilsky": "0"}],
}

TREES: Final = (CORD_COMPRESSION, HARDLY_KNOWN, OLIGOMETASTATIC)
IDS: Final = tuple(CaseId(UUID(int=number)) for number in (1, 2, 3))
MEETING_ID: Final = MeetingId(UUID(int=99))

MEETING: Final = Meeting(
    id=MEETING_ID,
    starts_at=STARTS,
    attendees=(
        Attendee(name="Dr A. Voorbeeld", discipline=Discipline.RADIATION_ONCOLOGY),
        Attendee(name="Dr D. Voorbeeld", discipline=Discipline.NEUROSURGERY),
        Attendee(
            name="Dr F. Voorbeeld",
            discipline=Discipline.NEUROLOGY,
            arrived_at=STARTS + timedelta(minutes=20),
        ),
        Attendee(name="E. Voorbeeld", discipline=Discipline.NURSING),
    ),
    agenda=IDS,
    state=MeetingState.CLOSED,
    signed_by="Dr A. Voorbeeld",
    signed_at=STARTS + timedelta(minutes=70),
)

OPERATE: Final = Decision(
    case_id=IDS[0],
    meeting_id=MEETING_ID,
    decided_at=STARTS + timedelta(minutes=8),
    options=("decompression", "stabilisation"),
    own_words="Posterior decompression and stabilisation T6–T10.",
    reasons="Progressive deficit with cord compression.",
    alternatives="Radiotherapy alone: too slow.",
    condition="Albumin today; below 35 g/L the team calls again.",
    actions=(
        ActionItem(
            id=ActionId(UUID(int=5)), text="Albumin, today", owner="E. Voorbeeld", due=date(2026, 11, 18)
        ),
        ActionItem(id=ActionId(UUID(int=6)), text="Stop anticoagulant"),
    ),
    responsible_physician="Dr D. Voorbeeld",
    informs_patient="Dr D. Voorbeeld",
)

DEPART: Final = Decision(
    case_id=IDS[2],
    meeting_id=MEETING_ID,
    decided_at=STARTS + timedelta(minutes=20),
    options=("rt_30gy_in_10",),
    deviates_from_leading=True,
    deviation=DeviationReason.PATIENTS_CHOICE,
    deviation_words="Prefers few visits.",
    dissent="Neurosurgery would rather wait.",
    informs_gp="Dr A. Voorbeeld",
)

CONTACT_DAY: Final = Contact(
    name="Verpleegkundig spreekuur",
    telephone="+44 20 7946 0123",
    verified_on=date(2026, 11, 1),
    verified_by="E. Voorbeeld",
)
CONTACT_NIGHT: Final = Contact(
    name="Dienstdoende oncoloog",
    telephone="+44 20 7946 0456",
    verified_on=date(2026, 10, 1),
    verified_by="E. Voorbeeld",
)

FURNITURE: Final = Furniture(
    title="t",
    owner="o",
    status="s",
    notes=(),
    number="n",
    rules="",
    page="{page}",
    language="en",
    author="a",
    made_at=MADE,
)

PREFERENCES: Final = Preferences(
    hospital="Ziekenhuis Voorbeeld",
    department="Oncologisch centrum",
    contact_day=CONTACT_DAY,
    contact_night=CONTACT_NIGHT,
)

LEAFLET: Final = LeafletOrder(
    language="nl",
    large_print=False,
    card=False,
    contact_day=CONTACT_DAY,
    contact_night=CONTACT_NIGHT,
    uk_additions=False,
    hospital="Ziekenhuis Voorbeeld",
    made_at=MADE,
)

RULES: Final = load_rules()


def case_of(tree: Mapping[str, Any]) -> Case:
    return read_case({"schema": "mdt-desk/case/1", **tree}, ASSESSED)


def assessed(case: Case) -> Assessment:
    """Assess with the rules that ship; their version is fixed, so that goldens tell what they say, not when."""
    assessment = assess(case, ASSESSED, STARTS, RULES)
    return replace(assessment, rules=RuleSet(version="1", hash="feedfacecafe"))


def sheet(case: Case, number: int, decision: Decision | None = None) -> CaseSheet:
    stored = StoredCase(
        id=IDS[number],
        case=case,
        version=1,
        state=CaseState.OPEN,
        listed_at=ASSESSED,
        changed_at=ASSESSED,
        meeting=MEETING_ID,
    )
    return CaseSheet(stored=stored, assessment=assessed(case), decision=decision)


def meeting_file(language: str = "en", meeting: Meeting = MEETING) -> MeetingFile:
    decisions = (OPERATE, None, DEPART)
    sheets = tuple(sheet(case_of(tree), number, decisions[number]) for number, tree in enumerate(TREES))
    return MeetingFile(
        meeting=meeting, sheets=sheets, preferences=PREFERENCES, language=language, made_at=MADE
    )


def letter_order(language: str = "en", meeting: Meeting = MEETING) -> LetterOrder:
    return LetterOrder(
        meeting=meeting,
        sheet=sheet(case_of(CORD_COMPRESSION), 0, OPERATE),
        preferences=PREFERENCES,
        language=language,
        made_at=MADE,
    )


def case_sheet_order(language: str = "en") -> CaseSheetOrder:
    return CaseSheetOrder(
        sheet=sheet(case_of(CORD_COMPRESSION), 0),
        preferences=PREFERENCES,
        language=language,
        made_at=MADE,
        meeting_at=STARTS,
    )


def forms_order(language: str = "en") -> FormsOrder:
    return FormsOrder(preferences=PREFERENCES, language=language, made_at=MADE)


def audit_order(language: str = "en", lines: int = 4) -> AuditOrder:
    return AuditOrder(
        case_id=CaseId(UUID(int=1)),
        case=case_of(CORD_COMPRESSION),
        lines=tuple(
            AuditLine(
                when=ASSESSED + timedelta(minutes=number),
                who="Dr A. Voorbeeld",
                role="chair",
                where="desk-01",
                what=("read", "changed", "printed", "projected")[number % 4],
                object="case, version 3",
                result="done",
            )
            for number in range(lines)
        ),
        first=date(2026, 11, 1),
        last=date(2026, 11, 18),
        preferences=PREFERENCES,
        language=language,
        made_at=MADE,
    )


def documents(cache: Path) -> PdfDocuments:
    return PdfDocuments(
        texts=kept(load_texts),
        fonts=resource("fonts"),
        leaflets=resource("leaflets"),
        cache=cache,
        sources={source.id: source.document for source in RULES.sources},
        zone=ZONE,
    )


def pages_of(file: Path) -> list[str]:
    """Return the text of each page, line by line as it stands on the page."""
    with pdfplumber.open(file) as document:
        return [page.extract_text(x_tolerance=1.5) for page in document.pages]


def words_of(file: Path) -> str:
    """Return all text without any space, so that line breaks do not matter."""
    return squeezed("".join(read_pages(file.read_bytes())))


def squeezed(text: str) -> str:
    return "".join(text.split())


def word_text(file: Path) -> str:
    """Return everything a word processor shows of a document, what stands above and below its pages too."""
    words: list[str] = []
    with zipfile.ZipFile(file) as parts:
        for name in parts.namelist():
            if re.match(r"word/(document|header\d*|footer\d*)\.xml$", name):
                root = ElementTree.fromstring(parts.read(name))
                words += [node.text or "" for node in root.iter() if node.tag.endswith("}t")]
    return "\n".join(words)
