"""Reference pages from the code: roles and permissions, pages, measures, tables, commands."""

from argparse import _SubParsersAction
from datetime import UTC, datetime
from typing import Any

from constabulary.access.officers import DESKS_OF_RANK
from constabulary.access.permissions import Permission
from constabulary.access.roles import ROLES
from constabulary.casework.takeover.described import layout_as_data
from constabulary.inspection.measures.registry import MEASURES
from constabulary.policing.desks import DESK_TITLES
from constabulary.policing.duties.catalogue import CATALOGUE
from constabulary.project.commands import ENDING, parser
from constabulary.records.guards import guarded_models, keeping_of
from constabulary.records.models.base import Keeping
from constabulary.standards.rulebook import Moments, at
from constabulary.web import urls
from constabulary.web.pages import PAGES
from tests.repository.rule_pages import table

HISTORIES = {"correctable": "corrected, never deleted", "append_only": "added to only", "technical": "no record"}


def heading(title: str, *made_from: str) -> list[str]:
    """The head of a page."""
    sources = ", ".join(f"`{one}`" for one in made_from)
    return [f"# {title}", "", f"Made by `make fix` from {sources}. Do not edit.", ""]


def roles_page() -> str:
    """Every role with its description, desks and permissions; every permission with what it lets a person do."""
    lines = heading(
        "Roles and permissions", "src/constabulary/access/roles.py", "src/constabulary/access/permissions.py"
    )
    for card in ROLES.values():
        ranked = [
            f"{DESK_TITLES[desk]} (from the rank of {rank.label.lower()} on)"
            for rank, desk in DESKS_OF_RANK.items() if Permission.DECIDE_OUTCOME in card.permissions
        ]  # fmt: skip
        desks = ", ".join([*(DESK_TITLES[desk] for desk in card.desks), *ranked]) or "none"
        lines += [f"## {card.title}", "", card.description, "", f"Desks: {desks}.", "", "May:", ""]
        lines += [f"- {one.value}" for one in Permission if one in card.permissions]
        lines += [""]
    return "\n".join(lines).rstrip() + "\n"


def pages_page() -> str:
    """Every page: its address, its title, who may open it."""
    assert urls.urlpatterns
    lines = heading("Pages", "the declarations in src/constabulary/web")
    rows = [
        [f"`/{one.address}`", one.title, ", ".join(one.methods), one.permission.value if one.permission else "everyone"]
        for one in sorted(PAGES.values(), key=lambda one: one.address)
    ]
    lines += table(["address", "page", "methods", "for those who may"], rows)
    return "\n".join(lines) + "\n"


def measures_page() -> str:
    """Every measure of inspection: what it counts, why, who checked it, until when."""
    lines = heading("Measures of inspection", "src/constabulary/inspection/measures")
    for one in MEASURES.values():
        lines += [f"## {one.title}", "", one.why, "", f"`{one.code}`, for {', '.join(one.questions)}.", ""]
        for edition in one.definitions:
            lines += [f"- Edition {edition.code}, from {edition.valid_from.isoformat()}."]
            lines += [f"  - Of: {edition.denominator}", f"  - Counted: {edition.numerator}"]
        lines += ["", f"Checked by: {one.checked_by}. To be looked at again by {one.review_on.isoformat()}.", ""]
    return "\n".join(lines).rstrip() + "\n"


def tables_page() -> str:
    """Every table: how it is kept, who sees a row, which fields are about a person."""
    lines = heading("Tables", "src/constabulary/records/models")
    rows = []
    for model in sorted(guarded_models(), key=lambda one: one._meta.db_table):
        keeping: Keeping = keeping_of(model)
        first = (model.__doc__ or "").strip().splitlines()[0]
        rows.append(
            [f"`{model._meta.db_table}`", first, HISTORIES[keeping.history.value], keeping.scope.value,
             ", ".join(keeping.personal), keeping.retention.value]
        )  # fmt: skip
    lines += table(["table", "what a row is", "history", "seen by", "about a person", "retention"], rows)
    return "\n".join(lines) + "\n"


def duties_page() -> str:
    """Every kind of duty: what is due, at which desk, what meets it."""
    lines = heading("Duties", "src/constabulary/policing/duties/catalogue.py")
    rows = [[card.title, DESK_TITLES[card.desk], card.met_by, f"`{kind.value}`"] for kind, card in CATALOGUE.items()]
    lines += table(["due", "desk unless the act says otherwise", "met by", "code"], rows)
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    """The commands, as their help says."""
    lines = heading("Commands", "src/constabulary/project/commands.py")
    for action in parser()._actions:
        if isinstance(action, _SubParsersAction):
            lines += table(
                ["command", "what it does"],
                [[f"`constabulary {one.dest}`", one.help or ""] for one in action._choices_actions],
            )
    lines += ["", *(line for line in ENDING.splitlines())]
    return "\n".join(lines) + "\n"


def staging_page() -> str:
    """The layout in which another system's rows come: every table with its columns, and the code lists."""
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    layout = layout_as_data(at(Moments(report=moment, decision=moment)))
    lines = heading("The staging layout", "src/constabulary/policing/takeover/layout.py")
    lines += [f"{layout['edition']}. How it is used: [coming from another system](../migration.md).", ""]
    for one in (*layout["tables"], *layout["control_files"]):
        lines += [f"## {one['table']}.csv", ""]
        lines += [f"{one['title']}. A row becomes {one['becomes']}.", ""] if "title" in one else []
        lines += table(["column", "written as", "needed", "becomes, or says"], [_staged(of) for of in one["columns"]])
        lines.append("")
    lines += [
        "## Code lists",
        "",
        "The lists of this edition; a force's own grades are in `constabulary take-over --layout`.",
        "",
    ]
    lines += table(
        ["list", "codes"], [[name, ", ".join(f"`{code}`" for code in codes)] for name, codes in layout["lists"].items()]
    )
    lines += [
        "",
        "`offences`: a code of the notifiable offence list, or the key of one of its rows where a code has several.",
    ]
    return "\n".join(lines) + "\n"


def _staged(column: dict[str, Any]) -> list[str]:
    written = column["written"]
    if column["list"]:
        written += f" ({column['list']})"
    if column["leads_to"]:
        written += f" ({column['leads_to']})"
    if column["longest"]:
        written += f", at most {column['longest']} characters"
    if column["must_be_past"]:
        written += ", not ahead"
    return [f"`{column['column']}`", written, "yes" if column["required"] else "", column["becomes"]]
