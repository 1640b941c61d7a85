"""What a screen reader is told of a document."""

from collections.abc import Iterator

import pikepdf
import pytest

from tests.reports.test_documents import KINDS, Printed, every_language

CLINICAL = [kind for kind in KINDS if kind not in {"leaflet", "large", "card"}]


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Return every structure element below one, in reading order."""
    for kid in node.get("/K", []) if isinstance(node.get("/K"), pikepdf.Array) else [node.K]:
        if kid.get("/Type") == "/StructElem":
            yield kid
            yield from elements(kid)


def unmarked(page: pikepdf.Page) -> list[str]:
    """Return the operators that paint outside every mark."""
    depth, found = 0, []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in {"BDC", "BMC"}:
            depth += 1
        elif operator == "EMC":
            depth -= 1
        elif operator in {"Tj", "TJ", "Do", "S", "f", "B", "f*"} and depth == 0:
            found.append(operator)
        assert 0 <= depth <= 1
    return found


@pytest.mark.parametrize("kind", KINDS)
@every_language
def test_that_every_mark_on_a_page_is_text_or_decoration(printed: Printed, kind: str, language: str) -> None:
    with pikepdf.open(printed(kind, language)) as document:
        assert bool(document.Root.MarkInfo.Marked)
        assert str(document.Root.Lang) == language
        assert [found for page in document.pages if (found := unmarked(page))] == []


@pytest.mark.parametrize("kind", CLINICAL)
def test_that_headings_begin_at_the_first_level_and_skip_none(printed: Printed, kind: str) -> None:
    with pikepdf.open(printed(kind, "en")) as document:
        levels = [
            int(str(each.S)[2:])
            for each in elements(document.Root.StructTreeRoot)
            if str(each.S) in {"/H1", "/H2"}
        ]
    assert levels[0] == 1


def test_that_a_table_has_heads_with_a_scope_and_rows_of_cells(printed: Printed) -> None:
    with pikepdf.open(printed("agenda", "en")) as document:
        tables = [each for each in elements(document.Root.StructTreeRoot) if each.S == "/Table"]
        head, *rows = tables[0].K
        assert {str(cell.S) for cell in head.K} == {"/TH"}
        assert all(cell.A.Scope == "/Column" for cell in head.K)
        assert len(rows) == 3
        assert {str(cell.S) for row in rows for cell in row.K} == {"/TD"}


def test_that_every_picture_says_what_it_shows(printed: Printed) -> None:
    with pikepdf.open(printed("minutes", "en")) as document:
        figures = [each for each in elements(document.Root.StructTreeRoot) if each.S == "/Figure"]
        assert figures
        assert all("NESMS" in str(each.Alt) or "spine" in str(each.Alt).lower() for each in figures)


def test_that_each_mark_finds_its_element_again(printed: Printed) -> None:
    with pikepdf.open(printed("minutes", "en")) as document:
        numbers = document.Root.StructTreeRoot.ParentTree.Nums
        for place, page in enumerate(document.pages):
            assert int(page.StructParents) == int(numbers[2 * place])
            for number, owner in enumerate(numbers[2 * place + 1]):
                marks = [
                    kid for kid in owner.K if kid.get("/Type") == "/MCR" and kid.Pg.objgen == page.objgen
                ]
                assert number in {int(each.MCID) for each in marks}
