"""Browsers without a script, signed in for a role."""

import re
from html import unescape

from django.test import Client

from constabulary.access.roles import Role
from constabulary.casework.demo import PASSWORD
from tests.factories.officers import number_of


def signed_in(role: Role) -> Client:
    """A browser in which the officer of a role has signed in."""
    client = Client()
    answer = client.post("/sign-in", {"collar_number": number_of(role), "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return client


def words_of(answer) -> str:
    """What a page says, without its mark-up."""
    words = " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())
    return re.sub(r" ([.,:;)])", r"\1", words)
