"""The case screen: head, list of sections, form, and results, side by side; it draws a state and tells intents."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from mdt_desk.domain.spine import Level
from mdt_desk.ui.look import Look
from mdt_desk.ui.screens.case.draft_banner import DraftBanner
from mdt_desk.ui.screens.case.form_pane import FormPane
from mdt_desk.ui.screens.case.header import CaseHeader
from mdt_desk.ui.screens.case.rail import Rail
from mdt_desk.ui.screens.case.results_pane import ResultsPane
from mdt_desk.ui.screens.case.sections import SECTIONS, SectionId, section_of
from mdt_desk.ui.screens.case.state import CaseScreenState
from mdt_desk.ui.widgets.both_panel import BothPanel
from mdt_desk.ui.widgets.curtain import Curtain
from mdt_desk.ui.widgets.fact_field import FactField
from mdt_desk.ui.wording.worth import WorthShown

_RAIL_WIDTH = 160


class CaseView(QWidget):
    """Draws a `CaseScreenState`.

    Signals:
        picked: path and value of something chosen.
        typed, paused, left: path and text of a field, at each key, after a pause, and when it is left.
        undo_wanted, redo_wanted, save_wanted: as they say.
        followed: the `QUrl` of the images, to be opened.
        level_chosen, lesion_added, lesion_removed: a `Level`.
        lesions_declared: the empty tuple for none, UNKNOWN to forget.
        level_left: what was typed as a level.
        turned: an advice or a score, and whether it was opened.
        drafts_answered: whether what was typed before the program stopped is put back.
        clash_resolved: path, and whether the value entered here is kept.
        news_seen: what was taken over from another desk need not be said any longer.

    """

    picked = Signal(str, object)
    typed = Signal(str, str)
    paused = Signal(str, str)
    left = Signal(str, str)
    followed = Signal(object)
    undo_wanted = Signal()
    redo_wanted = Signal()
    save_wanted = Signal()
    level_chosen = Signal(object)
    lesion_added = Signal(object)
    lesion_removed = Signal(object)
    lesions_declared = Signal(object)
    level_left = Signal(str)
    clash_resolved = Signal(str, bool)
    news_seen = Signal()
    turned = Signal(str, bool)
    drafts_answered = Signal(bool)

    def __init__(self, look: Look) -> None:
        """Build the screen for one look; `show_state` fills it."""
        super().__init__()
        self._revealed = 0
        self.header = CaseHeader(look)
        self.banner = BothPanel(look)
        self.drafts = DraftBanner(look)
        self.rail = Rail(look)
        self.form = FormPane(look)
        self.results = ResultsPane(look)
        self._results_scroll = _scrolling(self.results)
        self._rail_scroll = _scrolling(self.rail)
        self._lay_out(look)
        self._connect()
        self.form.fill()
        self._add_shortcuts()
        self.rail.mark(SectionId.WHO)

    def show_state(self, state: CaseScreenState) -> None:
        """Draw everything that changed."""
        self.header.show_state(state)
        self.banner.show_differences(state.clashes, state.merged)
        self.drafts.show_recovered(state.recovered)
        self.rail.show_sections(state.sections)
        self.form.show_state(state)
        self.results.show_results(state.results)
        self._curtain.cover(until=state.results is not None)
        number, fact = state.reveal
        if number > self._revealed:
            self.form.reveal(fact)
        self._revealed = number

    def go_to(self, section: SectionId) -> None:
        """Bring a section into sight with the keyboard in it."""
        self.form.go_to(section)
        self.rail.mark(section)

    def go_to_fact(self, fact: str) -> None:
        """Bring one fact into sight with the keyboard in it; that of a vertebra takes the vertebra in hand."""
        parts = fact.split(".")
        if parts[0] == "lesions" and len(parts) > 1:
            self.level_chosen.emit(Level(parts[1]))
        self.form.focus_fact(fact)
        self.rail.mark(section_of(fact))

    def changing(self) -> tuple[QWidget, ...]:
        """Return what changes the case; a field that is made later is signalled by the form."""
        return (*self.header.changing, self.drafts, *self.form.changing())

    def show_worth(self, worth: WorthShown) -> None:
        """Draw what to find out first."""
        self.results.show_worth(worth)

    def focus_form(self) -> None:
        """Put the keyboard where work begins."""
        self.form.cards[SectionId.WHO].focus_first()

    def _lay_out(self, look: Look) -> None:
        space = look.tokens.space
        self._rail_scroll.setFixedWidth(_RAIL_WIDTH)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(space.medium)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.form)
        splitter.addWidget(self._results_scroll)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([675, 405])
        row = QHBoxLayout()
        row.setSpacing(space.medium)
        row.addWidget(self._rail_scroll)
        row.addWidget(splitter, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.large, 0, space.small, space.small)
        column.setSpacing(space.small)
        column.addWidget(self.header)
        column.addWidget(self.banner)
        column.addWidget(self.drafts)
        column.addLayout(row, 1)
        self._curtain = Curtain(look, self, self._rail_scroll, splitter)

    def _connect(self) -> None:
        self.header.undo_wanted.connect(self.undo_wanted)
        self.header.redo_wanted.connect(self.redo_wanted)
        self.header.save_wanted.connect(self.save_wanted)
        self.banner.resolved.connect(self.clash_resolved)
        self.banner.seen.connect(self.news_seen)
        self.drafts.answered.connect(self.drafts_answered)
        self.rail.chosen.connect(self.go_to)
        self.results.turned.connect(self.turned)
        self.results.fact_wanted.connect(self.go_to_fact)
        self.form.made.connect(self._listen)
        self.form.moved.connect(self.rail.mark)
        lesions = self.form.lesions
        lesions.chosen.connect(self.level_chosen)
        lesions.added.connect(self.lesion_added)
        lesions.removed.connect(self.lesion_removed)
        lesions.declared.connect(self.lesions_declared)
        lesions.level_left.connect(self.level_left)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._explain)

    def _listen(self, field: FactField) -> None:
        field.chosen.connect(self.picked)
        field.typed.connect(self.typed)
        field.paused.connect(self.paused)
        field.finished.connect(self.left)
        field.followed.connect(self.followed)

    def _add_shortcuts(self) -> None:
        for number, section in enumerate(SECTIONS, start=1):
            self._shortcut(f"Alt+{number}", lambda chosen=section.id: self.go_to(chosen))
        self._shortcut("F6", lambda: self._next_pane(1))
        self._shortcut("Shift+F6", lambda: self._next_pane(-1))
        self._shortcut("Ctrl+Y", self.redo_wanted.emit)

    def _shortcut(self, keys: str, verb: object) -> None:
        made = QShortcut(QKeySequence(keys, QKeySequence.SequenceFormat.PortableText), self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(verb)

    def _next_pane(self, by: int) -> None:
        """Put the keyboard into the next pane: sections, form, results."""
        held = QApplication.focusWidget()
        panes: tuple[QWidget, ...] = (self.rail, self.form, self.results)
        here = next((place for place, pane in enumerate(panes) if held and pane.isAncestorOf(held)), -1)
        to = (here + by) % len(panes)
        if panes[to] is self.rail:
            self.rail.focus_marked()
        elif panes[to] is self.form:
            self.form.focus_section(self.rail.marked())
        else:
            self.results.focus_first()

    def _explain(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.form.isAncestorOf(now):
            return
        while now is not None and not isinstance(now, FactField):
            now = now.parentWidget()
        self.form.explain(now)


def _scrolling(inside: QWidget) -> QScrollArea:
    holder = QWidget()
    holder.setProperty("surface", "scroll")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(inside)
    column.addStretch()
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(holder)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made
