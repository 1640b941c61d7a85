"""Qt's own few words (names of keys, a context menu, the choice of a file) in the language of the program."""

from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from mdt_desk.i18n import load_texts

_OWN: Final = MappingProxyType(
    {
        ("QFileDialog", "&Look in:"): "shell.files.look_in",
        ("QFileDialog", "Files of &type:"): "shell.files.kind",
        ("QFileDialog", "&Directory:"): "shell.files.folder",
    }
)
"""What Qt's tables leave in English in some of our languages."""


class _OwnWords(QTranslator):
    """Says in our words what Qt's table of a language lacks."""

    def __init__(self, language: str, parent: QObject) -> None:
        super().__init__(parent)
        texts = load_texts(language)
        self._words = {asked: texts.get(key) for asked, key in _OWN.items()}

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, _meant: str | None = None, _count: int = -1) -> str | None:
        """Return None for what the other tables are to say."""
        return self._words.get((context, source))


def speak(app: QApplication, language: str) -> None:
    """Take Qt's words of another language; Qt speaks English where it has none and we have none."""
    for earlier in app.findChildren(QTranslator):
        app.removeTranslator(earlier)
        earlier.deleteLater()
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(language), "qtbase", "_", folder):
        app.installTranslator(translator)
    app.installTranslator(_OwnWords(language, app))
