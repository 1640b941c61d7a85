"""Write into docs/performance.md how large the program is that was built, by part; 1 when it is larger than allowed."""

import re
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from benchmarks.measuring import ROOT
from benchmarks.table import keep

BUILT: Final = ROOT / "dist" / "mdt-desk"
PAGE: Final = ROOT / "docs" / "performance.md"
GROUP: Final = "sizes"
MOST_MB: Final = 400
SHOWN: Final = 14

PARTS: Final = (
    (r"mdt-desk(-window)?(\.exe)?$", "the two programs, each with all Python code inside"),
    (r"_internal/mdt_desk/", "texts, fonts, numbers, icons and manual of our own"),
    (r"_internal/(PySide6|shiboken6)/|_internal/lib(Qt6|icu|pyside|shiboken)", "Qt and PySide6"),
    (r"_internal/numpy", "NumPy"),
    (r"_internal/(matplotlib|fontTools|contourpy|kiwisolver)", "matplotlib and what it needs"),
    (r"_internal/(PIL|pillow)", "Pillow"),
    (r"_internal/sqlcipher3", "SQLCipher"),
    (r"_internal/psycopg", "psycopg, for PostgreSQL"),
    (r"_internal/(sqlalchemy|sqlmodel|pydantic|alembic)", "SQLModel, SQLAlchemy, pydantic, alembic"),
    (r"_internal/(cryptography|_cffi|keyring|secretstorage|jeepney)", "cryptography and keyring"),
    (r"_internal/(pikepdf|pypdfium2|reportlab|lxml|docx|openpyxl)", "PDF, Word and spreadsheets"),
    (r"_internal/(python3|libpython|base_library)", "Python itself"),
    (r"_internal/tzdata", "time zones"),
    (r"_internal/lib[^/]*\.so|_internal/[^/]*\.dll", "libraries of the system it was built on"),
)
"""What the files of a folder belong to: the first pattern that fits."""


def part_of(name: str) -> str:
    """Return the part that a file belongs to, by its place in the folder."""
    return next((part for pattern, part in PARTS if re.match(pattern, name)), "the rest")


def sizes(built: Path) -> Mapping[str, int]:
    """Return the bytes of each part; a file that lies there under two names counts once."""
    found = Counter[str]()
    for each in built.rglob("*"):
        if each.is_file() and not each.is_symlink():
            found[part_of(each.relative_to(built).as_posix())] += each.stat().st_size
    return found


def table(found: Mapping[str, int]) -> str:
    """Return what is kept on the page."""
    rows = sorted(found.items(), key=lambda each: -each[1])[:SHOWN]
    total = sum(found.values())
    lines = [f"| {part} | {size / 1e6:.0f} | {size / total:.0%} |" for part, size in rows]
    head = f"{sys.platform}; in MB of a million bytes; {MOST_MB} at most."
    return "\n".join(
        (
            head,
            "",
            "| part | MB | of all |",
            "|---|---:|---:|",
            *lines,
            f"| **all of it** | **{total / 1e6:.0f}** | |",
            "",
        )
    )


def main() -> int:
    """Measure, keep and print."""
    if not BUILT.is_dir():
        print("not built: make installer", file=sys.stderr)
        return 1
    found = sizes(BUILT)
    text = table(found)
    keep(PAGE, GROUP, text)
    print(text)
    total = sum(found.values()) / 1e6
    print(f"sizes: {total:.0f} MB of {MOST_MB} MB at most; kept in {PAGE.relative_to(ROOT)}")
    return 0 if total < MOST_MB else 1


if __name__ == "__main__":
    sys.exit(main())
