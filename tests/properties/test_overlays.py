"""Whatever a force writes, it is either read or refused with a sentence; nothing else is raised."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from constabulary.standards.overlay import read_overlay
from constabulary.standards.reading import StandardsError, packaged_standards
from constabulary.standards.rulebook import typed
from constabulary.standards.topics import keys_by_name

FIELDS = sorted(
    {
        name
        for editions in packaged_standards().values()
        for one in editions
        if isinstance(one.value, dict)
        for name in one.value
    }
)
WORDS = st.text(st.characters(codec="ascii", min_codepoint=32), max_size=12)
LEAVES = st.one_of(st.integers(-5, 10**15), st.floats(-1, 1e15), st.booleans(), WORDS)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(FIELDS), inner, max_size=4)),
    max_leaves=8,
)


def inline(raw: object) -> str:
    """A value as TOML writes it on one line."""
    if isinstance(raw, dict):
        return "{ " + ", ".join(f"{name} = {inline(one)}" for name, one in raw.items()) + " }"
    if isinstance(raw, list):
        return "[" + ", ".join(inline(one) for one in raw) + "]"
    return json.dumps(raw)


def refusal_of(text: str) -> str:
    """The sentence with which a text is refused; empty when it is read."""
    try:
        read_overlay(text)
    except StandardsError as refusal:
        return str(refusal)
    return ""


def is_read_or_refused(text: str) -> None:
    """A text is read, and then each value can be used, or it is refused with a sentence."""
    refusal = refusal_of(text)
    if refusal:
        assert refusal.endswith(".")
        return
    for key, editions in read_overlay(text).items():
        assert all(typed(keys_by_name()[key], one).value is not None for one in editions)


@settings(max_examples=300)
@given(key=st.sampled_from(sorted(packaged_standards())), raw=VALUES)
def test_a_value_of_any_shape_is_read_or_refused(key, raw):
    is_read_or_refused(
        f'[[standard]]\nkey = "{key}"\n[[standard.edition]]\nvalid_from = 2026-01-01\n'
        f'edition = "Order"\nsource = "Order"\nvalue = {inline(raw)}\n'
    )


@given(text=st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    is_read_or_refused(text)


@settings(max_examples=300)
@given(
    key=st.sampled_from(sorted(packaged_standards())),
    data=st.data(),
)
def test_numbers_put_in_place_of_ours_are_read_or_refused(key, data):
    def changed(raw: object) -> object:
        if isinstance(raw, dict):
            return {name: changed(one) for name, one in raw.items()}
        if isinstance(raw, list):
            return [changed(one) for one in raw]
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            return raw if isinstance(raw, bool | str) else str(raw)
        return data.draw(st.one_of(st.just(raw), st.integers(0, 10**18), st.floats(0, 1e18)))

    raw = changed(packaged_standards()[key][-1].value)
    is_read_or_refused(
        f'[[standard]]\nkey = "{key}"\n[[standard.edition]]\nvalid_from = 2026-01-01\n'
        f'edition = "Order"\nsource = "Order"\nvalue = {inline(raw)}\n'
    )
