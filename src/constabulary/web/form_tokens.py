"""The hidden field by which a form sent from our page is told from one sent from elsewhere: written once for a page.

Django's own is made anew for every form of a page, each with thirty-two readings of chance: more than the rest of the
handling of a request. What is sent back is Django's to judge, as before: the secret is masked in its way, with a mask
that is another in every page.
"""

import os
import string
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.html import format_html

#: What a secret and its mask are written in, and each character's place in it.
LETTERS = string.ascii_letters + string.digits
PLACES = {letter: place for place, letter in enumerate(LETTERS)}
#: So many bytes of chance for a mask of 32 letters: 65 bits more than it holds, so that no letter is likelier than another.
CHANCE = 32


def masked_secret(secret: str) -> str:
    """The secret under a mask made by chance: the mask, then each letter moved on by the mask's."""
    chance = int.from_bytes(os.urandom(CHANCE))
    mask, moved = [], []
    for letter in secret:
        chance, place = divmod(chance, len(LETTERS))
        mask.append(LETTERS[place])
        moved.append(LETTERS[(PLACES[letter] + place) % len(LETTERS)])
    return "".join(mask + moved)


class FormToken:
    """The field, made when a page first writes it: a page without a form sets no cookie."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def field(self) -> str:
        """The field as every form of the page has it."""
        secret = self._request.META.get("CSRF_COOKIE")
        if secret is None:
            token = get_token(self._request)
        else:
            # As `get_token` does, so that the browser keeps the secret for as long again.
            self._request.META["CSRF_COOKIE_NEEDS_UPDATE"] = True
            token = masked_secret(secret)
        return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token)

    def __html__(self) -> str:
        return self.field


def form_token(request: HttpRequest) -> dict[str, Any]:
    """In every page's context, in place of Django's."""
    return {"csrf_input": FormToken(request)}
