"""Write the chapter about the support file: everything that would be in it, before it is saved."""

from mdt_desk.ui.screens.help.state import Chapter, Verb
from mdt_desk.ui.screens.help.state import Part as Shown
from mdt_desk.usecases.ports import Words
from mdt_desk.usecases.support import Part


def support_chapter(texts: Words, parts: tuple[Part, ...]) -> Chapter:
    """Return the chapter; without parts it offers to put the file together."""
    make = (Verb.SUPPORT, texts.get("support.again" if parts else "support.make"))
    save = (Verb.SUPPORT_SAVE, texts.get("support.save"))
    return Chapter(
        title=texts.get("support.title"),
        intro=texts.get("support.intro"),
        headings=(),
        rows=(),
        verbs=(make, save) if parts else (make,),
        parts=tuple(_shown(each, texts) for each in parts),
    )


def _shown(part: Part, texts: Words) -> Shown:
    return Shown(
        title=texts.get(f"support.part.{part.name}"),
        lead=f"[{part.name}]",
        headings=(texts.get("support.name"), texts.get("support.told")),
        rows=part.lines or ((texts.get("support.nothing"), ""),),
    )
