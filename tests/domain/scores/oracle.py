"""The published scores once more, by hand: plain numbers from the papers, and every completion tried one by one.

Nothing of the product's rules is used here: a completion is a plain dictionary, a score a plain function of it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any, Final

OUTSIDE: Final = "outside"
NOT_RECORDED: Final = object()

Completion = Mapping[str, Any]
"""All facts that a score reads, by path; ``recorded`` holds the paths that somebody recorded."""

PRIMARIES: Final = (
    "breast prostate lung_small_cell lung_non_small_cell kidney thyroid melanoma colon rectum stomach oesophagus"
    " liver gallbladder pancreas bladder uterus ovary head_and_neck sarcoma osteosarcoma germ_cell carcinoid"
    " multiple_myeloma lymphoma phaeochromocytoma neuroblastoma other unknown"
).split()


def points(table: str, value: str, otherwise: int | None = None) -> int:
    """Look a value up in a table such as ``breast prostate: 5, kidney: 3``."""
    for row in table.split(","):
        names, _, number = row.partition(":")
        if value in names.split():
            return int(number)
    assert otherwise is not None, value
    return otherwise


def by_karnofsky(c: Completion) -> int:
    return points("10 20 30 40: 0, 50 60 70: 1, 80 90 100: 2", str(c["condition.karnofsky"]))


def modified_bauer(c: Completion) -> int:
    primary = c["tumour.primary"]
    marks = [
        c["tumour.visceral_metastases"] == "none",
        not primary.startswith("lung_"),
        primary in {"breast", "kidney", "lymphoma", "multiple_myeloma"},
        c["tumour.skeletal_metastases"] == 1,
    ]
    return marks.count(True)


def bauer(c: Completion) -> int:
    fractures = [value for path, value in c.items() if path.endswith("pathological_fracture")]
    return modified_bauer(c) + (0 if True in fractures else 1)


def nesms(c: Completion) -> int:
    bauer_3 = modified_bauer(c) in {3, 4}
    walks = c["condition.ambulation"] == "independent"
    albumin = c["labs.albumin_g_per_l"] >= 35
    return min([bauer_3, bauer_3, walks, albumin].count(True), 3)


def elsewhere(c: Completion) -> int:
    return int(c["tumour.skeletal_metastases"] - c["tumour.spinal_metastases"])


def tokuhashi(c: Completion) -> int:
    foci = [2, 1, 1][elsewhere(c)] if elsewhere(c) < 3 else 0
    vertebrae = [2, 2, 1][c["tumour.spinal_metastases"]] if c["tumour.spinal_metastases"] < 3 else 0
    organs = points("unremovable: 0, removable: 1, none: 2", c["tumour.visceral_metastases"])
    palsy = points("A B: 0, C D: 1, E: 2", c["neurology.frankel"])
    primary = points(
        "lung_small_cell lung_non_small_cell osteosarcoma stomach bladder oesophagus pancreas: 0,"
        " liver gallbladder unknown: 1, kidney uterus: 3, rectum: 4, thyroid breast prostate carcinoid: 5",
        c["tumour.primary"],
        2,
    )
    return by_karnofsky(c) + foci + vertebrae + organs + palsy + primary


def own_class(c: Completion, path: str, table: str, primary: str) -> str:
    """Return the team's class when recorded, else the published one, else the team's."""
    if path not in c["recorded"]:
        for row in table.split(","):
            names, _, published = row.partition(":")
            if primary in names.split():
                return published.strip()
    return str(c[path])


def tomita(c: Completion) -> int:
    growth = own_class(
        c,
        "tumour.growth_rate",
        "breast thyroid prostate: slow, kidney uterus: moderate,"
        " lung_small_cell lung_non_small_cell stomach liver colon unknown: rapid",
        c["tumour.primary"],
    )
    visceral = points("none: 0, removable: 2, unremovable: 4", c["tumour.visceral_metastases"])
    bone = 2 if c["tumour.skeletal_metastases"] > 1 else 1
    return points("slow: 1, moderate: 2, rapid: 4", growth) + visceral + bone


def haematological(c: Completion) -> bool:
    return c["tumour.primary"] in {"lymphoma", "multiple_myeloma"}


def van_der_linden(c: Completion) -> int | str:
    if haematological(c) or c["condition.karnofsky"] == 10:
        return OUTSIDE
    primary = points("breast: 3, prostate: 2, lung_small_cell lung_non_small_cell: 1", c["tumour.primary"], 0)
    return by_karnofsky(c) + primary + int(c["tumour.visceral_metastases"] == "none")


def bollen(c: Completion) -> str:
    if haematological(c) or c["tumour.primary"] == "unknown":
        return OUTSIDE
    table = "breast: favourable, prostate: moderate, lung_small_cell lung_non_small_cell: unfavourable"
    profile = own_class(c, "tumour.survival_profile", table, c["tumour.primary"])
    good = c["condition.karnofsky"] in {80, 90, 100}
    spread = c["tumour.visceral_metastases"] != "none" or c["tumour.brain_metastases"]
    grid = {
        ("favourable", True, False): "A",
        ("favourable", True, True): "B",
        ("favourable", False, False): "B",
        ("favourable", False, True): "C",
        ("moderate", True, False): "B",
        ("moderate", True, True): "B",
        ("moderate", False, False): "C",
        ("moderate", False, True): "C",
        ("unfavourable", True, False): "C",
        ("unfavourable", True, True): "C",
        ("unfavourable", False, False): "D",
        ("unfavourable", False, True): "D",
    }
    return grid[profile, good, spread]


def any_deficit(c: Completion) -> bool:
    return bool(
        c["neurology.cord_or_cauda_signs"]
        or c["neurology.radicular_deficit"] != "none"
        or c["neurology.frankel"] != "E"
    )


def late(c: Completion) -> bool:
    """More than 15 calendar months after the diagnosis."""
    known: date = c["tumour.diagnosed_on"]
    clock: date = c["clock"]
    months = (clock.year - known.year) * 12 + clock.month - known.month
    return (months, clock.day) > (15, known.day)


def rades_2008(c: Completion) -> int | str:
    if not (any_deficit(c) and c["neurology.motor_deficit"]):
        return OUTSIDE
    primary = points(
        "breast: 8, prostate: 7, multiple_myeloma lymphoma: 9, lung_small_cell lung_non_small_cell: 3",
        c["tumour.primary"],
        4,
    )
    developed = points(
        "1_to_7_days: 3, 8_to_14_days: 6, over_14_days: 8", c["neurology.motor_deficit_developed"]
    )
    other_bone = 5 if elsewhere(c) > 0 else 7
    visceral = 8 if c["tumour.visceral_metastases"] == "none" else 2
    walking = 7 if c["condition.ambulation"] in {"independent", "aided"} else 3
    return primary + other_bone + visceral + (7 if late(c) else 4) + walking + developed


def rades_short_life(c: Completion) -> int | str:
    if not (any_deficit(c) and c["neurology.motor_deficit"]) or c["condition.ecog"] == 5:
        return OUTSIDE
    primary = points("breast multiple_myeloma lymphoma: 1, prostate: 2", c["tumour.primary"], 3)
    parts = (
        4 if c["condition.ecog"] in {3, 4} else 0,
        3 if elsewhere(c) > 0 else 1,
        1 if c["tumour.visceral_metastases"] == "none" else 4,
        1 if late(c) else 3,
        4 if c["condition.ambulation"] in {"wheelchair", "bedbound"} else 1,
        4 if c["neurology.motor_deficit_developed"] == "1_to_7_days" else 1,
    )
    return primary + sum(parts)


VALUES: Final[Mapping[str, tuple[Any, ...]]] = {
    "tumour.primary": tuple(PRIMARIES),
    "tumour.visceral_metastases": ("none", "removable", "unremovable"),
    "tumour.brain_metastases": (True, False),
    "tumour.skeletal_metastases": tuple(range(14)),
    "tumour.spinal_metastases": tuple(range(14)),
    "tumour.growth_rate": ("slow", "moderate", "rapid"),
    "tumour.survival_profile": ("favourable", "moderate", "unfavourable"),
    "tumour.diagnosed_on": (
        date(2019, 2, 28),
        date(2024, 11, 18),
        date(2025, 8, 16),
        date(2025, 8, 17),
        date(2025, 8, 18),
        date(2026, 11, 18),
    ),
    "condition.karnofsky": tuple(range(10, 101, 10)),
    "condition.ecog": tuple(range(6)),
    "condition.ambulation": ("independent", "aided", "wheelchair", "bedbound"),
    "labs.albumin_g_per_l": (10.0, 34.9, 35.0, 60.0),
    "neurology.radicular_deficit": ("none", "unilateral", "bilateral"),
    "neurology.cord_or_cauda_signs": (True, False),
    "neurology.motor_deficit": (True, False),
    "neurology.motor_deficit_developed": ("1_to_7_days", "8_to_14_days", "over_14_days"),
    "neurology.frankel": tuple("ABCDE"),
    "lesions.T6.pathological_fracture": (True, False),
    "lesions.L3.pathological_fracture": (True, False),
}
"""Values that stand for everything a fact may be; counts far beyond any boundary of any score."""

_BAUER: Final = ("tumour.primary", "tumour.visceral_metastases", "tumour.skeletal_metastases")
_FRACTURES: Final = ("lesions.T6.pathological_fracture", "lesions.L3.pathological_fracture")
_RADES: Final = (
    "tumour.primary",
    "tumour.visceral_metastases",
    "tumour.skeletal_metastases",
    "tumour.spinal_metastases",
    "tumour.diagnosed_on",
    "condition.ambulation",
    "neurology.radicular_deficit",
    "neurology.cord_or_cauda_signs",
    "neurology.motor_deficit",
    "neurology.motor_deficit_developed",
    "neurology.frankel",
)


@dataclass(frozen=True, slots=True)
class Published:
    """One score by hand: what it reads, and its value."""

    name: str
    reads: tuple[str, ...]
    value: Callable[[Completion], int | str]


PUBLISHED: Final = {
    each.name: each
    for each in (
        Published("modified_bauer", _BAUER, modified_bauer),
        Published("bauer", (*_BAUER, *_FRACTURES), bauer),
        Published("nesms", (*_BAUER, "condition.ambulation", "labs.albumin_g_per_l"), nesms),
        Published(
            "tokuhashi",
            (*_BAUER, "tumour.spinal_metastases", "condition.karnofsky", "neurology.frankel"),
            tokuhashi,
        ),
        Published("tomita", (*_BAUER, "tumour.growth_rate"), tomita),
        Published(
            "van_der_linden",
            ("tumour.primary", "tumour.visceral_metastases", "condition.karnofsky"),
            van_der_linden,
        ),
        Published(
            "bollen",
            (
                "tumour.primary",
                "tumour.visceral_metastases",
                "tumour.brain_metastases",
                "tumour.survival_profile",
                "condition.karnofsky",
            ),
            bollen,
        ),
        Published("rades_2008", _RADES, rades_2008),
        Published("rades_short_life", (*_RADES, "condition.ecog"), rades_short_life),
    )
}


def exists(c: Completion) -> bool:
    """Tell whether a patient can be so: no more metastases in the spine than in the skeleton."""
    spine, skeleton = c.get("tumour.spinal_metastases"), c.get("tumour.skeletal_metastases")
    return spine is None or skeleton is None or bool(spine <= skeleton)


def completions(score: Published, known: Mapping[str, Any], clock: date) -> Iterator[dict[str, Any]]:
    """Give every way in which the unknown facts may turn out."""
    unknown = [path for path in score.reads if path not in known]
    for filled in product(*(VALUES[path] for path in unknown)):
        found = {
            **known,
            **dict(zip(unknown, filled, strict=True)),
            "clock": clock,
            "recorded": frozenset(known),
        }
        if exists(found):
            yield found


def answers(
    score: Published, known: Mapping[str, Any], clock: date
) -> tuple[frozenset[int | str], frozenset[str]]:
    """Return every answer still possible, and the facts of which one change alone changes the answer."""
    unknown = [path for path in score.reads if path not in known]
    found: set[int | str] = set()
    beside: dict[tuple[Any, ...], set[int | str]] = {}
    for each in completions(score, known, clock):
        answer = score.value(each)
        found.add(answer)
        for path in unknown:
            rest = (path, *(each[other] for other in unknown if other != path))
            beside.setdefault(rest, set()).add(answer)
    return frozenset(found), frozenset(key[0] for key, seen in beside.items() if len(seen) > 1)
