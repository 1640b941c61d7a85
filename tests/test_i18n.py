"""The words the program says, in every language it speaks."""

import re
import string
import tomllib
from pathlib import Path
from typing import Any

import pytest

from mdt_desk.assets import resource
from mdt_desk.i18n import TableError, TextError, Texts, available_languages, load_texts
from mdt_desk.usecases.preferences import LANGUAGES

PRODUCT = Path(__file__).parents[1] / "mdt_desk"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def written(folder: Path, **tables: str) -> Path:
    for name, content in tables.items():
        (folder / "en").mkdir(exist_ok=True)
        (folder / "en" / f"{name}.toml").write_text(content, encoding="utf-8")
    return folder


def test_that_the_program_speaks_dutch_and_english() -> None:
    assert set(available_languages()) >= {"nl", "en"}
    assert set(available_languages()) == set(LANGUAGES)


def test_that_every_language_has_the_same_keys() -> None:
    english = set(load_texts("en").table)
    assert [key for each in available_languages() for key in english ^ set(load_texts(each).table)] == []


def test_that_every_language_fills_in_the_same_placeholders() -> None:
    english = load_texts("en").table
    for language in available_languages():
        other = load_texts(language).table
        assert [key for key in english if placeholders(english[key]) != placeholders(other[key])] == []


def test_that_every_placeholder_has_a_name(texts: Texts) -> None:
    nameless = [
        key
        for key, text in texts.table.items()
        if not all(name.isidentifier() for name in placeholders(text))
    ]
    assert nameless == []


def test_that_no_text_is_empty_or_has_loose_ends(texts: Texts) -> None:
    loose = [key for key, text in texts.table.items() if not text or text != text.strip()]
    assert loose == []


def test_that_every_counted_text_has_one_and_other(texts: Texts) -> None:
    counted = {
        key.rpartition(".")[0]
        for key, text in texts.table.items()
        if key.endswith((".one", ".other")) and "count" in placeholders(text)
    }
    assert counted
    for key in counted:
        assert f"{key}.one" in texts.table
        assert f"{key}.other" in texts.table


def test_that_the_status_line_is_said_in_each_language() -> None:
    assert load_texts("nl").get("status.demonstration") == "demonstratie: niet voor klinisch gebruik"
    assert load_texts("en").get("status.demonstration") == "demonstration: not for clinical use"


@pytest.mark.parametrize(("count", "said"), [(0, "0 cases"), (1, "1 case"), (2, "2 cases"), (11, "11 cases")])
def test_that_a_count_chooses_its_own_form(count: int, said: str) -> None:
    assert load_texts("en").get("count.cases", count=count) == said


def test_that_named_placeholders_are_filled_in(tmp_path: Path) -> None:
    texts = load_texts("en", written(tmp_path, area='due = "{what} is due in {hours} h"'))
    assert texts.get("due", what="MRI", hours=3) == "MRI is due in 3 h"


def test_that_braces_in_a_value_stay_as_they_are(tmp_path: Path) -> None:
    texts = load_texts("en", written(tmp_path, area='said = "{words}"'))
    assert texts.get("said", words="{name} <b>") == "{name} <b>"


def test_that_a_missing_key_is_named_in_a_sentence() -> None:
    with pytest.raises(TextError) as caught:
        load_texts("nl").get("no.such.key")
    assert str(caught.value) == "There is no text 'no.such.key' in language 'nl'."


def test_that_a_missing_placeholder_is_named_in_a_sentence(tmp_path: Path) -> None:
    texts = load_texts("en", written(tmp_path, area='due = "due in {hours} h"'))
    with pytest.raises(TextError) as caught:
        texts.get("due")
    assert str(caught.value) == "The text 'due' needs 'hours' to be filled in."


def test_that_a_language_the_program_does_not_speak_is_refused() -> None:
    with pytest.raises(TextError, match="does not speak 'tlh'"):
        load_texts("tlh")


def test_that_the_keys_of_all_files_become_one_table(tmp_path: Path) -> None:
    folder = written(tmp_path, first='[queue]\ntitle = "Queue"', second='[queue.filter]\nhint = "Filter"')
    assert dict(load_texts("en", folder).table) == {"queue.title": "Queue", "queue.filter.hint": "Filter"}


def test_that_a_key_in_two_files_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path, first='[queue]\ntitle = "Queue"', second='[queue]\ntitle = "List"')
    with pytest.raises(TableError, match=r"'queue\.title' is given a second time in en/second\.toml"):
        load_texts("en", folder)


def test_that_a_value_that_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"'queue\.size' must be a text"):
        load_texts("en", written(tmp_path, area="[queue]\nsize = 3"))


def test_that_the_table_cannot_be_changed() -> None:
    table = load_texts("en").table
    with pytest.raises(TypeError):
        table["app.name"] = "Other"  # type: ignore[index]  # the assignment is the point


def test_that_every_key_named_in_the_code_has_a_text(texts: Texts) -> None:
    named = {
        f"{path.relative_to(PRODUCT).as_posix()}: {key}"
        for path in PRODUCT.rglob("*.py")
        for key in re.findall(
            r'(?:texts|words|wording)\.get\(\s*"([\w.]+)"', path.read_text(encoding="utf-8")
        )
        if key not in texts.table and f"{key}.other" not in texts.table
    }
    assert sorted(named) == []


@pytest.mark.parametrize("path", sorted((PRODUCT.parent / "resources" / "i18n").glob("*/*.toml")), ids=str)
def test_that_every_table_says_what_a_reader_of_toml_reads(path: Path, tmp_path: Path) -> None:
    def flat(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
        found: dict[str, str] = {}
        for name, value in table.items():
            found |= (
                flat(value, f"{prefix}{name}.") if isinstance(value, dict) else {f"{prefix}{name}": value}
            )
        return found

    content = path.read_text(encoding="utf-8")
    assert dict(load_texts("en", written(tmp_path, table=content)).table) == flat(tomllib.loads(content))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (r'key = "a \"word\" and a \\"', 'a "word" and a \\'),
        ("key = 'literal'", "literal"),
        ('key = """\nfirst\nsecond"""', "first\nsecond"),
        (r'key = "\u00e9"', "é"),
        ('key = "text" # remark', "text"),
    ],
)
def test_that_any_way_of_toml_to_write_a_text_is_understood(tmp_path: Path, content: str, text: str) -> None:
    assert load_texts("en", written(tmp_path, table=f"{content}\n")).get("key") == text


@pytest.mark.parametrize(("language", "word"), [("nl", "paragraaf"), ("en", "section")])
def test_that_the_number_of_a_section_says_that_it_is_one(language: str, word: str) -> None:
    table = tomllib.loads((resource("i18n") / language / "places.toml").read_text(encoding="utf-8"))
    said = [each for each in table["place"].values() if re.search(r"\b4\.\d", each)]
    assert len(said) > 10
    for each in said:
        assert not re.search(rf"(?<!{word} )(?<![\d.])4\.\d", each), each
