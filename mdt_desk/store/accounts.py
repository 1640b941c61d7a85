"""The people who work at this desk, as rows; a PIN is kept as what scrypt makes of it."""

import hmac
from typing import Final

from mdt_desk.domain.meeting import Discipline
from mdt_desk.domain.people import Account, AccountId, Role
from mdt_desk.store.either import EitherDatabase, Row
from mdt_desk.store.gate import Cells
from mdt_desk.store.key_file import Chance
from mdt_desk.store.wrapping import Strength, stretched

_SALT_BYTES: Final = 16
_COLUMNS: Final = "(id, name, role, discipline, pin, retired)"


class KeptAccounts:
    """Implements `Accounts`; part of the transaction under way, if there is one."""

    def __init__(self, database: EitherDatabase, chance: Chance, strength: Strength | None = None) -> None:
        """Share the database of the queue; ``strength`` holds for every PIN that is set from now on."""
        self._database = database
        self._chance = chance
        self._strength = Strength(n=1 << 15) if strength is None else strength

    def people(self) -> tuple[Account, ...]:
        found = self._database.select("SELECT * FROM account")
        # Sorted here: a server may have an order of letters of its own.
        return tuple(sorted(map(_account, found), key=lambda each: (each.name, each.id.hex)))

    def keep(self, account: Account, pin: str | None = None) -> None:
        kept = self._pin_of(account.id) if pin is None else self._made(pin)
        with self._database.changing() as change:
            change("DELETE FROM account WHERE id = ?", account.id.hex)
            change(
                f"INSERT INTO account {_COLUMNS} VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608  # our own columns
                account.id.hex,
                account.name,
                account.role.value,
                None if account.discipline is None else account.discipline.value,
                kept,
                account.retired,
            )

    def fits(self, account: AccountId, pin: str) -> bool:
        kept = self._pin_of(account)
        if not kept or not pin:
            return kept == pin
        n, r, p, salt, secret = kept.split("$")
        made = stretched(pin, bytes.fromhex(salt), Strength(n=int(n), r=int(r), p=int(p)))
        return hmac.compare_digest(made.hex(), secret)

    def _made(self, pin: str) -> str:
        if not pin:
            return ""
        salt, way = self._chance(_SALT_BYTES), self._strength
        return f"{way.n}${way.r}${way.p}${salt.hex()}${stretched(pin, salt, way).hex()}"

    def _pin_of(self, account: AccountId) -> str:
        found = self._database.select("SELECT pin FROM account WHERE id = ?", account.hex)
        return str(found[0]["pin"]) if found else ""


def _account(row: Row) -> Account:
    cells = Cells(table="account", row=row)
    return Account(
        id=AccountId(cells.identity("id")),
        name=cells.text("name"),
        role=cells.one_of("role", Role),
        discipline=None if row["discipline"] is None else cells.one_of("discipline", Discipline),
        has_pin=bool(cells.text("pin")),
        retired=cells.flag("retired"),
    )
