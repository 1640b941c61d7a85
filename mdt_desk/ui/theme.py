"""The look of the program: design tokens of three themes, the one stylesheet, the palette, and the fonts."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from string import Template
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from mdt_desk.assets import resource
from mdt_desk.usecases.preferences import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

FAMILIES: Final = ("Noto Sans", "DejaVu Sans")
"""The faces shipped with the program, the first that has a glyph draws it."""


class Tone(StrEnum):
    """What a mark means; a word or an icon always says it too, colour never says it alone.

    URGENT cannot wait; SOON is due before the meeting; CALM can wait; OPEN: facts decide; INFO belongs to the
    accent and to agreement; DIFFERS marks guidelines that disagree.
    """

    URGENT = "urgent"
    SOON = "soon"
    CALM = "calm"
    OPEN = "open"
    INFO = "info"
    DIFFERS = "differs"


class Role(StrEnum):
    """What a text is for; the stylesheet gives each its size and weight."""

    CAPTION = "caption"
    BODY = "body"
    LABEL = "label"
    TITLE = "title"
    DISPLAY = "display"


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Distances in device-independent pixels, from hair to chapter."""

    tiny: int = 4
    small: int = 8
    medium: int = 12
    large: int = 16
    wide: int = 24
    huge: int = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Radius:
    """Corners in device-independent pixels."""

    small: int = 4
    card: int = 8
    pill: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeScale:
    """Sizes in points."""

    caption: float = 9
    body: float = 10
    label: float = 10
    title: float = 13
    display: float = 19


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomScale:
    """Text heights of the room's screen, each a share of the screen's height."""

    caption: float = 0.019
    body: float = 0.025
    label: float = 0.025
    title: float = 0.035
    display: float = 0.050

    def pixels(self, role: Role, screen_height: int) -> int:
        """Return the pixel size of a text on a screen of the given height in pixels."""
        return round(float(getattr(self, role.value)) * screen_height)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToneColours:
    """A tone's text, the ground it stands on, and its border."""

    text: str
    ground: str
    border: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartColours:
    """Okabe-Ito colours in the order in which a chart uses them, with what frames the chart."""

    series: tuple[str, ...]
    axis: str
    grid: str
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Every colour and measure of one theme; colours are ``#rrggbb``.

    ``focus`` frames what has the keyboard, ``focus_over`` what has it on the ground of the accent.
    """

    name: Theme
    window: str
    surface: str
    raised: str
    line: str
    line_strong: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_hover: str
    accent_soft: str
    focus: str
    focus_over: str
    nav: str
    nav_text: str
    nav_active: str
    nav_active_text: str
    tones: Mapping[Tone, ToneColours]
    chart: ChartColours
    border_width: int = 1
    space: Space = Space()
    radius: Radius = Radius()
    type: TypeScale = TypeScale()
    room: RoomScale = RoomScale()


OKABE_ITO: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442", "#000000")
_ON_DARK: Final = ("#56B4E9", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#F0E442", "#0072B2", "#FFFFFF")


def _tones(**of_tone: tuple[str, str, str]) -> Mapping[Tone, ToneColours]:
    return MappingProxyType(
        {
            Tone(tone): ToneColours(text=text, ground=ground, border=border)
            for tone, (text, ground, border) in of_tone.items()
        }
    )


LIGHT: Final = Tokens(
    name=Theme.LIGHT,
    window="#F3F6F8",
    surface="#FFFFFF",
    raised="#E9EEF2",
    line="#D6DEE4",
    line_strong="#7A8996",
    text="#15212B",
    muted="#4F5E6B",
    accent="#0B5F7D",
    on_accent="#FFFFFF",
    accent_hover="#084A62",
    accent_soft="#DCEBF2",
    focus="#0B5F7D",
    focus_over="#15212B",
    nav="#12303F",
    nav_text="#C4D6E0",
    nav_active="#23506A",
    nav_active_text="#FFFFFF",
    tones=_tones(
        urgent=("#8E2B00", "#FDEAE0", "#D55E00"),
        soon=("#684A00", "#FCF2D4", "#D99600"),
        calm=("#3B4A57", "#E9EEF2", "#BAC6D0"),
        open=("#4F5E6B", "#FFFFFF", "#7A8996"),
        info=("#084A62", "#DCEBF2", "#6FA9C2"),
        differs=("#7A2456", "#F9E7F1", "#CC79A7"),
    ),
    chart=ChartColours(series=OKABE_ITO, axis="#4F5E6B", grid="#D6DEE4", ground="#FFFFFF"),
)

DARK: Final = Tokens(
    name=Theme.DARK,
    window="#0F161C",
    surface="#172129",
    raised="#212E38",
    line="#2C3B47",
    line_strong="#738696",
    text="#E7EDF2",
    muted="#A5B4C0",
    accent="#6BC0DE",
    on_accent="#06202B",
    accent_hover="#94D4EA",
    accent_soft="#1A3A4A",
    focus="#6BC0DE",
    focus_over="#E7EDF2",
    nav="#0A1015",
    nav_text="#A5B4C0",
    nav_active="#1A3A4A",
    nav_active_text="#FFFFFF",
    tones=_tones(
        urgent=("#FFBDA3", "#3A1D10", "#C05A14"),
        soon=("#F5D484", "#3A2D0A", "#B98200"),
        calm=("#C2CED8", "#212E38", "#3F515F"),
        open=("#B4C2CD", "#172129", "#738696"),
        info=("#B2E1F2", "#1A3A4A", "#3D7F9B"),
        differs=("#F1BFDA", "#3C2032", "#CC79A7"),
    ),
    chart=ChartColours(series=_ON_DARK, axis="#A5B4C0", grid="#2C3B47", ground="#172129"),
)

CONTRAST: Final = Tokens(
    name=Theme.CONTRAST,
    window="#FFFFFF",
    surface="#FFFFFF",
    raised="#E6E6E6",
    line="#000000",
    line_strong="#000000",
    text="#000000",
    muted="#262626",
    accent="#00344D",
    on_accent="#FFFFFF",
    accent_hover="#000000",
    accent_soft="#CFE4EF",
    focus="#0050FF",
    focus_over="#E69F00",
    nav="#000000",
    nav_text="#FFFFFF",
    nav_active="#FFFFFF",
    nav_active_text="#000000",
    tones=_tones(
        urgent=("#FFFFFF", "#7A2300", "#000000"),
        soon=("#000000", "#FFD75E", "#000000"),
        calm=("#000000", "#E6E6E6", "#000000"),
        open=("#000000", "#FFFFFF", "#000000"),
        info=("#000000", "#CFE4EF", "#000000"),
        differs=("#FFFFFF", "#5C1840", "#000000"),
    ),
    chart=ChartColours(series=OKABE_ITO, axis="#000000", grid="#8C8C8C", ground="#FFFFFF"),
    border_width=2,
)

_ALL: Final = (LIGHT, DARK, CONTRAST)
THEMES: Final[Mapping[Theme, Tokens]] = MappingProxyType({each.name: each for each in _ALL})


def text_pairs(tokens: Tokens) -> tuple[tuple[str, str], ...]:
    """Return every pair of text and ground that the stylesheet lets meet; each must be readable."""
    grounds = (tokens.window, tokens.surface, tokens.raised)
    plain = [(text, ground) for text in (tokens.text, tokens.muted) for ground in grounds]
    plain += [(tokens.accent, tokens.window), (tokens.accent, tokens.surface)]
    plain += [(tokens.text, tokens.accent_soft)]
    plain += [(tokens.on_accent, tokens.accent), (tokens.on_accent, tokens.accent_hover)]
    plain += [(tokens.nav_text, tokens.nav), (tokens.nav_active_text, tokens.nav_active)]
    plain += [(tokens.muted, tokens.accent_soft), (tokens.chart.axis, tokens.chart.ground)]
    return (*plain, *((tone.text, tone.ground) for tone in tokens.tones.values()))


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio of two colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def stylesheet(tokens: Tokens) -> str:
    """Return the one stylesheet of the application, filled in for a theme."""
    template = Template(resource("styles", "desk.qss.template").read_text(encoding="utf-8"))
    return template.substitute(_values(tokens))


def palette(tokens: Tokens) -> QPalette:
    """Return the palette for Fusion, which colours what the stylesheet does not draw."""
    chosen = QPalette()
    plain = QPalette.ColorRole
    for role, colour in (
        (plain.Window, tokens.window),
        (plain.WindowText, tokens.text),
        (plain.Base, tokens.surface),
        (plain.AlternateBase, tokens.window),
        (plain.ToolTipBase, tokens.surface),
        (plain.ToolTipText, tokens.text),
        (plain.Text, tokens.text),
        (plain.PlaceholderText, tokens.muted),
        (plain.Button, tokens.raised),
        (plain.ButtonText, tokens.text),
        (plain.BrightText, tokens.tones[Tone.URGENT].text),
        (plain.Highlight, tokens.accent),
        (plain.HighlightedText, tokens.on_accent),
        (plain.Accent, tokens.accent),
        (plain.Link, tokens.accent),
        (plain.LinkVisited, tokens.accent),
        (plain.Light, tokens.surface),
        (plain.Midlight, tokens.raised),
        (plain.Mid, tokens.line),
        (plain.Dark, tokens.line_strong),
        (plain.Shadow, tokens.line_strong),
    ):
        chosen.setColor(role, QColor(colour))
    for role in (plain.WindowText, plain.Text, plain.ButtonText):
        chosen.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.line_strong))
    return chosen


def load_fonts() -> tuple[str, ...]:
    """Give Qt the shipped fonts and return their families; the screen then looks alike on every computer."""
    found: list[str] = []
    for path in sorted(resource("fonts").rglob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        found += [family for family in QFontDatabase.applicationFontFamilies(number) if family not in found]
    return tuple(found)


def base_font(tokens: Tokens) -> QFont:
    """Return the font of everything that no role changes."""
    font = QFont(list(FAMILIES))
    font.setPointSizeF(tokens.type.body)
    return font


def apply(app: "QApplication", tokens: Tokens) -> None:
    """Dress the whole application in a theme."""
    app.setStyle("Fusion")
    app.setPalette(palette(tokens))
    app.setFont(base_font(tokens))
    app.setStyleSheet(stylesheet(tokens))


def restyle(widget: "QWidget") -> None:
    """Let a widget follow the stylesheet again after one of its dynamic properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _values(tokens: Tokens) -> dict[str, str]:
    values = {each.name: str(getattr(tokens, each.name)) for each in fields(tokens)}
    for group in ("space", "radius", "type"):
        part = getattr(tokens, group)
        values |= {f"{group}_{each.name}": f"{getattr(part, each.name):g}" for each in fields(part)}
    for tone, colours in tokens.tones.items():
        values |= {f"{tone}_{each.name}": str(getattr(colours, each.name)) for each in fields(colours)}
    return values | {"icons": resource("icons", "style", tokens.name).as_posix()}


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.03928 else float(((channel + 0.055) / 1.055) ** 2.4)
