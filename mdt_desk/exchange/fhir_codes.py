"""The codes of FHIR R4 (4.0.1) bundles that the program reads and writes, each beside the fact it means."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mdt_desk.domain.case import IdSystem

LOINC: Final = "http://loinc.org"
UCUM: Final = "http://unitsofmeasure.org"
ICD_10: Final = "http://hl7.org/fhir/sid/icd-10"
IDENTIFIER_TYPE: Final = "http://terminology.hl7.org/CodeSystem/v2-0203"
"""Its code MR is the number under which a hospital keeps its patient."""

NATIONAL: Final[Mapping[str, IdSystem]] = MappingProxyType(
    {
        "http://fhir.nl/fhir/NamingSystem/bsn": IdSystem.BSN,
        "https://fhir.nhs.uk/Id/nhs-number": IdSystem.NHS,
    }
)

OBSERVATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "1751-7": "labs.albumin_g_per_l",
        "89243-0": "condition.karnofsky",
        "89247-1": "condition.ecog",
        "72514-3": "symptoms.pain_severity",
    }
)
"""LOINC code to fact."""

NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "1751-7": "Albumin [Mass/volume] in Serum or Plasma",
        "89243-0": "Karnofsky Performance Status score",
        "89247-1": "ECOG Performance Status score",
        "72514-3": "Pain severity - 0-10 verbal numeric rating [Score] - Reported",
    }
)
"""The display of each LOINC code."""

UNITS: Final[Mapping[str, Mapping[str, float]]] = MappingProxyType(
    {
        "labs.albumin_g_per_l": MappingProxyType({"g/L": 1.0, "g/dL": 10.0}),
        "condition.karnofsky": MappingProxyType({"{score}": 1.0, "1": 1.0}),
        "condition.ecog": MappingProxyType({"{score}": 1.0, "1": 1.0}),
        "symptoms.pain_severity": MappingProxyType({"{score}": 1.0, "1": 1.0}),
    }
)
"""UCUM unit of an observation to the factor that gives the fact its own; any other unit is refused."""

PRIMARIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "C15": "oesophagus",
        "C16": "stomach",
        "C18": "colon",
        "C20": "rectum",
        "C22": "liver",
        "C23": "gallbladder",
        "C25": "pancreas",
        "C43": "melanoma",
        "C50": "breast",
        "C54": "uterus",
        "C56": "ovary",
        "C61": "prostate",
        "C64": "kidney",
        "C67": "bladder",
        "C73": "thyroid",
        "C90.0": "multiple_myeloma",
    }
)
"""ICD-10 to primary tumour, where the code leaves no doubt; lung (C34) does not tell small-cell from the rest."""
