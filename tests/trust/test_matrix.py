"""Trust 1: every page by every method for every role answers as the table says; an undeclared page fails."""

from pathlib import Path

import pytest

from constabulary.access.roles import ROLES, Role
from constabulary.web.pages import PAGES
from tests.conftest import asking
from tests.trust.addresses import OPEN, address_of, pages, segments_of
from tests.trust.scene import ABSENT, signed_in

TABLE = Path(__file__).with_name("who-opens-what.txt")
HEADER = """\
# Who may open which page, by which method: x may, . may not. Read by tests/trust/test_matrix.py, which asks for every
# page by every method as every role. A new page needs a line; the test prints the one that its permission would give:
# read it before you add it, because it says who will be able to open the page.
"""

#: Open to whoever is signed in, also without a role.
WITHOUT_A_ROLE = {"change_password", "sign_out"}


def roles_in_order() -> list[Role]:
    return list(Role)


def declared() -> dict[tuple[str, str], dict[Role, bool]]:
    found = {}
    for line in TABLE.read_text().splitlines():
        if line.startswith("#") or not line.strip() or line.split()[0] == "page":
            continue
        name, method, *marks = line.split()
        assert len(marks) == len(Role), f"{name} {method}: a mark is missing"
        found[name, method] = dict(zip(roles_in_order(), (mark == "x" for mark in marks), strict=True))
    return found


def line_of(name: str, method: str) -> str:
    """The line that a page's declared permission gives."""
    permission = PAGES[name].permission
    marks = "  ".join(
        "x" if permission is None or permission in ROLES[role].permissions else "." for role in roles_in_order()
    )
    return f"{name:<24}{method:<6}{marks}"


def test_every_page_and_method_stands_in_the_table_and_nothing_else():
    wanted = {(one.name, method) for one in pages() for method in one.methods}
    missing = sorted(wanted - set(declared()))
    assert not missing, "add to who-opens-what.txt, having read them:\n" + "\n".join(line_of(*one) for one in missing)
    assert not set(declared()) - wanted, "there is no such page or method"


def test_every_identifier_in_an_address_is_one_the_tests_of_trust_know():
    for page in pages():
        for segment in segments_of(page):
            assert segment in ABSENT or segment in OPEN, (
                f"{page.address}: say in tests/trust what an identifier after {segment!r} names"
            )


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_the_pages_that_the_table_gives_it_and_no_others(role, db):
    officer = asking(role)
    client = signed_in(officer)
    wrong = []
    for (name, method), marks in declared().items():
        page = PAGES[name]
        if name == "sign_out":
            continue  # Everyone may; it would end the test.
        answer = client.generic(method, address_of(page, ABSENT))
        refused = answer.status_code == 403
        sent_away = answer.status_code == 302 and "/sign-in" in answer["Location"]
        if (refused or sent_away) == marks[role] or answer.status_code >= 500:
            wrong.append((name, method, answer.status_code))
    assert not wrong


def test_whoever_is_not_signed_in_is_sent_to_sign_in(client, db):
    for page in pages():
        if page.permission is None and page.name not in WITHOUT_A_ROLE:
            continue
        for method in page.methods:
            answer = client.generic(method, address_of(page, ABSENT))
            assert answer.status_code == 302, (page.name, method)
            assert answer["Location"].startswith("/sign-in?"), (page.name, method)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "POST", "GET", "OPTIONS", "TRACE"])
def test_a_method_that_a_page_does_not_declare_is_refused(method, db):
    client = signed_in(asking(Role.INSPECTOR))
    for page in pages():
        if method not in page.methods:
            answer = client.generic(method, address_of(page, ABSENT))
            assert answer.status_code == 405, (page.name, method, answer.status_code)


def table() -> str:
    """The whole table as the declared permissions would give it; for making it the first time."""
    legend = "\n".join(f"# {number:>2} {role.value.replace('_', ' ')}" for number, role in enumerate(Role, start=1))
    lines = [line_of(one.name, method) for one in sorted(pages(), key=lambda one: one.name) for method in one.methods]
    numbers = "".join(f"{number:<3}" for number in range(1, len(Role) + 1))
    return f"{HEADER}#\n{legend}\n\n{'page':<30}{numbers.rstrip()}\n" + "\n".join(lines) + "\n"
