"""Everything a screen or a command may ask for, bound around an open queue; then a witness before it."""

import os
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from mdt_desk.assets import resource, rule_hash
from mdt_desk.bootstrap.folders import cache_folder
from mdt_desk.bootstrap.papers import documents, insight_tools, list_desk, rulebook_desk
from mdt_desk.bootstrap.rules import RuleExplanations, ShippedDocuments, assess_as_set, load_rules

if TYPE_CHECKING:
    from mdt_desk.store.either import EitherDatabase
    from mdt_desk.store.waiting import Waiting
    from mdt_desk.usecases.ports import CaseQueue, DeskServices, Settings
    from mdt_desk.usecases.ports import Clock as DeskClock


def bound(queue: "CaseQueue", settings: "Settings", clock: "DeskClock") -> "DeskServices":
    """Bind everything a screen or a command may ask for around an open queue."""
    from uuid import uuid4

    from mdt_desk.i18n import load_texts
    from mdt_desk.reports.documents import PublishedCurves
    from mdt_desk.usecases.ports import DeskServices

    texts = cache(load_texts)
    return DeskServices(
        queue=queue,
        assess=assess_as_set(settings),
        rules=rule_hash,
        explain=RuleExplanations(load_rules),
        clock=clock,
        new_id=uuid4,
        documents=documents(),
        curves=PublishedCurves(texts=texts, fonts=resource("fonts"), cache=cache_folder()),
        settings=settings,
        texts=texts,
        sources=ShippedDocuments(),
        rulebooks=rulebook_desk(clock.now),
        insights=insight_tools(settings),
        lists=list_desk(),
    )


def with_witness(
    services: "DeskServices", database: "EitherDatabase", waiting: "Waiting | None" = None
) -> "DeskServices":
    """Put a witness before everything that reads, changes or prints what is about a patient."""
    from mdt_desk.domain.audit import Actor, Deed
    from mdt_desk.store.accounts import KeptAccounts
    from mdt_desk.store.places import account_name, desk_name
    from mdt_desk.store.trail import KeptTrail
    from mdt_desk.usecases.activating import Activating
    from mdt_desk.usecases.audited import AuditedDocuments, AuditedKeys, AuditedQueue, AuditedSettings
    from mdt_desk.usecases.audited_insights import audited_insights
    from mdt_desk.usecases.audited_lists import AuditedLists
    from mdt_desk.usecases.people import People
    from mdt_desk.usecases.steady_desk import SteadyAccounts, SteadyTrail
    from mdt_desk.usecases.witness import Witness, prune_old

    reach, trail, accounts = services.reach, KeptTrail(database), KeptAccounts(database, os.urandom)
    witness = Witness(
        trail if reach is None else SteadyTrail(trail, reach),
        services.clock,
        desk_name(),
        Actor(name=account_name()),
    )
    trail.append([*(() if waiting is None else waiting.events()), witness.event(Deed.UNLOCKED)])
    if waiting is not None:
        waiting.taken()
    if database.may_prune():
        prune_old(witness, services.settings.current().audit_years)
    seats = accounts if reach is None else SteadyAccounts(accounts, reach)
    people = People(seats, services.queue, witness)
    return replace(
        services,
        queue=AuditedQueue(services.queue, witness),
        documents=AuditedDocuments(services.documents, witness),
        settings=AuditedSettings(services.settings, services.queue, witness),
        lists=None if services.lists is None else AuditedLists(services.lists, witness),
        witness=witness,
        people=people,
        activating=Activating(services.queue, people, witness, services.clock),
        keys=None if services.keys is None else AuditedKeys(services.keys, services.queue, witness),
        insights=None if services.insights is None else audited_insights(services.insights, witness),
    )
