"""Lists follow the rules of the domain: after a release that changes these, what lists are found by is written anew."""

import hashlib
import inspect

from sqlalchemy import Engine, select

from domain import agreements as agreement_rules
from domain import stages
from domain.agreements import Agreement
from storage import agreement_rows
from storage.agreement_rows import list_values
from storage.agreements import Agreements
from storage.conversation_tables import marks
from storage.tables import agreement_contacts, agreements
from storage.transaction import Transaction, transaction

_MARK = "lists follow"
_PORTION = 500


def relist(engine: Engine) -> int:
    """Write anew what lists are found by, if the rules changed since that was last done.

    Portion by portion, so that others go on working meanwhile. Returns how many agreements were listed otherwise.
    """
    rules = _rules()
    with transaction(engine, writing=False) as db:
        if db.value(select(marks.c.value).where(marks.c.name == _MARK)) == rules:
            return 0
    changed, last = 0, ""
    while True:
        with transaction(engine, writing=True) as db:
            count, after = _portion(db, last)
            if after is None:
                db.upsert(marks, {"name": _MARK, "value": rules})
            db.commit()
        changed += count
        if after is None:
            return changed
        last = after


def _rules() -> str:
    """Changes with every change of the code that decides, also with one that decides the same: that costs time only."""
    sources = "".join(inspect.getsource(module) for module in (stages, agreement_rules, agreement_rows))
    return hashlib.sha256(sources.encode()).hexdigest()


def _portion(db: Transaction, last: str) -> tuple[int, str | None]:
    """How many of the next agreements by number were changed, and the last number; None when there were no more."""
    following = select(agreements).where(agreements.c.number > last).order_by(agreements.c.number).limit(_PORTION)
    rows = db.rows(db.locked(following))
    changed = [
        agreement
        for row, agreement in zip(rows, Agreements(db).built(rows), strict=True)
        if any(row._mapping[name] != value for name, value in list_values(agreement).items())
    ]
    for agreement in changed:
        _list_anew(db, agreement)
    return len(changed), rows[-1].number if rows else None


def _list_anew(db: Transaction, agreement: Agreement) -> None:
    values = list_values(agreement)
    db.run(agreements.update().where(agreements.c.id == agreement.id).values(values))
    of_contacts = {name: values[name] for name in ("waiting_for", "urgency", "due_order")}
    db.run(agreement_contacts.update().where(agreement_contacts.c.agreement == agreement.id).values(of_contacts))
