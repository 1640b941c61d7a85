"""The guidelines the program knows, the default leading one first."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mdt_desk.domain.guidelines.erasmus_2022 import ERASMUS_2022
from mdt_desk.domain.guidelines.rule import Guideline

GUIDELINES: Final[Mapping[str, Guideline]] = MappingProxyType({each.id: each for each in (ERASMUS_2022,)})
