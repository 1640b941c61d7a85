"""The guidelines the program knows, the default leading one first."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mdt_desk.domain.guidelines.erasmus_2022 import ERASMUS_2022
from mdt_desk.domain.guidelines.lwno_2015 import LWNO_2015
from mdt_desk.domain.guidelines.nice_ng234 import NICE_NG234
from mdt_desk.domain.guidelines.noms import NOMS
from mdt_desk.domain.guidelines.rule import Guideline
from mdt_desk.domain.guidelines.summary import SUMMARY

GUIDELINES: Final[Mapping[str, Guideline]] = MappingProxyType(
    {each.id: each for each in (ERASMUS_2022, LWNO_2015, NICE_NG234, NOMS, SUMMARY)}
)
