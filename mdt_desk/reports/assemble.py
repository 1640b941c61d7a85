"""The last hand on a PDF: figures and structure go in, with when it was made, the same way each time."""

import io
from collections.abc import Mapping
from datetime import datetime

import pikepdf

from mdt_desk.reports.tags import Element, write_structure


def assemble(
    content: bytes, figures: Mapping[str, bytes], made_at: datetime, structure: Element, language: str
) -> bytes:
    """Return the document with each empty form ``name`` replaced by the only page of its figure.

    The page becomes one form XObject that all places share; the same input gives the same bytes.
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        for name, figure in figures.items():
            with pikepdf.open(io.BytesIO(figure)) as source:
                form = document.copy_foreign(source.pages[0].as_form_xobject())
            for page in document.pages:
                shown = page.Resources.get("/XObject")
                if shown is not None and f"/FormXob.{name}" in shown:
                    shown[f"/FormXob.{name}"] = form
        write_structure(document, structure, language)
        moment = made_at.strftime("D:%Y%m%d%H%M%S%z")
        document.docinfo["/CreationDate"] = f"{moment[:-2]}'{moment[-2:]}'"
        del document.docinfo["/ModDate"]
        document.save(out, deterministic_id=True)
    return out.getvalue()
