"""Write the fingerprint of the rules' code, so that the hash of the rule set changes when a rule does.

Run by ``make fingerprint``. The rules are whatever decides what a case is answered: guidelines, scores, how an
answer is found from incomplete facts, clocks, and what is put beside what. How a file ends its lines does not count,
nor do spaces at the end of a line, so that every machine finds the same fingerprint.
"""

import hashlib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
RECORDED: Final = Path("resources/guidelines/code.sha256")
PATTERNS: Final = ("guidelines/*.py", "scores/*.py")
MODULES: Final = (
    "settle",
    "diagram",
    "samples",
    "moments",
    "judging",
    "comparing",
    "deadlines",
    "vocabulary",
    "survival",
)


def sources(root: Path) -> list[Path]:
    """Return the files that hold rules, in the order in which they are read."""
    domain = root / "mdt_desk" / "domain"
    found = [path for pattern in PATTERNS for path in domain.glob(pattern)]
    return sorted([*found, *(domain / f"{name}.py" for name in MODULES)], key=lambda path: path.as_posix())


def normalised(text: str) -> str:
    """Return a source text without what differs between machines and editors."""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip() + "\n"


def fingerprint(root: Path) -> str:
    """Return one hash over the names and normalised texts of all rules."""
    digest = hashlib.sha256()
    for path in sources(root):
        name = path.relative_to(root).as_posix()
        digest.update(f"{name}\n{normalised(path.read_text(encoding='utf-8'))}\x00".encode())
    return digest.hexdigest()


def recorded(root: Path) -> str:
    """Return the fingerprint as it was last written, empty when it never was."""
    file = root / RECORDED
    return file.read_text(encoding="utf-8").strip() if file.is_file() else ""


if __name__ == "__main__":
    (ROOT / RECORDED).write_text(fingerprint(ROOT) + "\n", encoding="utf-8", newline="\n")
