"""What nobody sees in words is not kept; whatever is a letter, a space or a line is."""

import unicodedata

import pytest

from constabulary.policing.contact.typed import words_meant


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        pytest.param("Flat 3\u202e, Mill Road\u202c", "Flat 3, Mill Road", id="turned round"),
        pytest.param("\ufeffKnife\x00\x07 in\u200b hand", "Knife in hand", id="what cannot be seen"),
        pytest.param("First\r\n\tthen", "First\r\n\tthen", id="lines are kept"),
        pytest.param("\u2066", "", id="nothing else"),
    ],
)
def test_what_cannot_be_seen_is_not_kept(pasted, kept):
    assert words_meant(pasted) == kept


def test_of_all_characters_none_is_lost_but_what_controls_how_text_is_shown():
    lost = [chr(one) for one in range(0x110000) if not words_meant(chr(one))]
    assert {unicodedata.category(one) for one in lost} == {"Cc", "Cf"}
    # With them Persian and many pictures are spelt; tags and hyphens show themselves.
    assert not {"\u200c", "\u200d", "\u00ad", "\t", "\n", "\r"} & set(lost)
