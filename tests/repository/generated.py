"""Files made from the code: checks that they are current, or writes them (--write)."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from constabulary.standards.topics import TOPICS
from constabulary.web.reasons import CATALOGUES
from tests.repository.map_page import map_page
from tests.repository.ready import READY
from tests.repository.reference_pages import (
    commands_page,
    duties_page,
    measures_page,
    pages_page,
    roles_page,
    staging_page,
    tables_page,
)
from tests.repository.rule_pages import contents_page, open_wordings_page, reasons_page, topic_page
from tests.repository.state_pages import states_page
from tests.spec.outcomes.rule_page import outcomes_page

assert READY
ROOT = Path(__file__).resolve().parents[2]

GENERATED: dict[str, Callable[[], str]] = {
    "docs/map.md": map_page,
    "docs/reference/commands.md": commands_page,
    "docs/reference/duties.md": duties_page,
    "docs/reference/measures.md": measures_page,
    "docs/reference/pages.md": pages_page,
    "docs/reference/roles.md": roles_page,
    "docs/reference/staging-layout.md": staging_page,
    "docs/reference/states.md": states_page,
    "docs/reference/tables.md": tables_page,
    "docs/rules/README.md": contents_page,
    "docs/rules/open-wordings.md": open_wordings_page,
    "docs/rules/what-outcomes-need.md": outcomes_page,
    **{f"docs/rules/{topic.code}.md": partial(topic_page, topic) for topic in TOPICS},
    **{f"docs/rules/reasons/{one.prefix}.md": partial(reasons_page, one) for one in CATALOGUES},
}


def stale() -> list[str]:
    """The generated files that differ from what the code says now."""
    return [
        name for name, make in GENERATED.items() if not (ROOT / name).exists() or (ROOT / name).read_text() != make()
    ]


def write() -> None:
    """Write every generated file."""
    for name, make in GENERATED.items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make())


if __name__ == "__main__":
    if "--write" in sys.argv:
        write()
    found = stale()
    if found:
        print("Out of date, run `make fix`: " + ", ".join(found))
    sys.exit(bool(found))
