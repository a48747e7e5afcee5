"""The two checks that the tests of trust run, over whichever connection the application has at the time."""

import re
from collections.abc import Iterable

from django.test import Client

from constabulary.access.roles import ROLES, Role
from constabulary.web.pages import Page
from tests.factories.protection import leaks_in
from tests.trust.addresses import address_of, names_a_record, pages, segments_of
from tests.trust.scene import ABSENT

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def answer_to(client: Client, method: str, page: Page, known: dict[str, str]) -> tuple[int, str, str]:
    """(status, where to, text) with what was asked for, and tokens, taken out."""
    address = address_of(page, known)
    answer = client.generic(method, address)
    text = TOKEN.sub("", answer.content.decode())
    location = answer.get("Location", "")
    for one in sorted({address, *(known[part] for part in segments_of(page) if part in known)}, key=len, reverse=True):
        text, location = text.replace(one, "WHAT WAS ASKED"), location.replace(one, "WHAT WAS ASKED")
    return answer.status_code, location, text


def some_for(role: Role) -> list[str]:
    """What one role asks in `make test`: of each page's roles that may every fourth asks, of those that may not every tenth.

    Where fewer than three may, all of them do. `make test-all` asks as everybody.
    """
    return [page.name for number, page in enumerate(pages()) if role in _who_asks(number, page)]


def _who_asks(number: int, page: Page) -> list[Role]:
    may = [role for role in Role if page.permission is None or page.permission in ROLES[role].permissions]
    may_not = [role for role in Role if role not in may]
    return (may if len(may) < 3 else may[number % 4 :: 4]) + may_not[number % 10 :: 10]


def find_differences(client: Client, known: dict[str, str], only: Iterable[str] = ()) -> list[str]:
    """The pages that answer otherwise for a record that is there than for one that is not."""
    found = []
    for page in pages():
        if not names_a_record(page) or (only and page.name not in only):
            continue
        for method in page.methods:
            there, absent = answer_to(client, method, page, known), answer_to(client, method, page, ABSENT)
            if there != absent:
                found.append(f"{method} {page.name}: {there[0]} against {absent[0]}")
    return found


#: What pages are asked with besides their address: a search, a form that is refused.
SEARCHES = ("?words=marigold+wharf&q=marigold+wharf&of=P1&incident={incidents}", "?words=07700900987&q=ZZ9+7QX")


def find_canaries(client: Client, known: dict[str, str], only: Iterable[str] = ()) -> list[str]:
    """The pages on which a sealed value is found, refused forms and error pages included."""
    found = []
    for page in pages():
        if page.name == "sign_out" or (only and page.name not in only):
            continue
        address = address_of(page, known)
        answers = [client.generic("PUT", address)]
        if "GET" in page.methods:
            answers.append(client.get(address))
            if not segments_of(page):
                answers += [client.get(address + one.format(**known)) for one in SEARCHES]
        if "POST" in page.methods:
            answers.append(client.post(address, {"reason": "", "no such field": "1"}))
        for answer in answers:
            text = "".join(answer) if getattr(answer, "streaming", False) else answer.content.decode(errors="replace")
            for echo in ("marigold wharf", "07700900987", "ZZ9 7QX"):
                # What a page merely repeats of the question asked of it is no answer.
                text = text.replace(f'value="{echo}"', "")
            for canary in leaks_in(text):
                found.append(f"{page.name} ({answer.status_code}): {canary}")
            if answer.status_code >= 500:
                found.append(f"{page.name}: failed with {answer.status_code}")
    return found
