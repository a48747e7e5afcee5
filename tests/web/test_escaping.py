"""Hostile words through every way a value reaches a page: written as Jinja's own templates write them, never as HTML."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

import pytest
from django.template import engines
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe
from jinja2 import DictLoader, Environment
from jinja2.runtime import Undefined
from markupsafe import Markup

from constabulary.web.calling import DirectContext
from constabulary.web.escaping import PlainPieces, escaped

HOSTILE = """<script>alert("1 & '2'")</script>"""
WRITTEN = "&lt;script&gt;alert(&#34;1 &amp; &#39;2&#39;&#34;)&lt;/script&gt;"


class Word(StrEnum):
    HOSTILE = HOSTILE


class Telling(str):
    """A string that is one to look at, and says something else."""

    __slots__ = ()

    def __str__(self):
        return HOSTILE


class Kept(Markup):
    """A kind of Markup of one's own."""

    __slots__ = ()


class Shown:
    def __str__(self):
        return HOSTILE


class WithHtml(Shown):
    def __html__(self):
        return "<b>safe</b>"


class Pretending:
    """Says that it is safe; it is not."""

    __class__ = Markup

    def __str__(self):
        return HOSTILE


#: By name: a value, and what a page says of it.
VALUES = {
    "words": (HOSTILE, WRITTEN),
    "nothing said": ("", ""),
    "every character": ("".join(map(chr, range(1, 0x300))), None),
    "beyond": ("\U0001f46e <ﬁ>", "\U0001f46e &lt;ﬁ&gt;"),
    "an enumeration": (Word.HOSTILE, WRITTEN),
    "a kind of string": (Telling("<i>"), None),
    "an object": (Shown(), WRITTEN),
    "a list": ([HOSTILE, 1], None),
    "keys": ({HOSTILE: HOSTILE}, None),
    "bytes": (HOSTILE.encode(), None),
    "an error": (ValueError(HOSTILE), WRITTEN),
    "lazy": (lazystr(HOSTILE), WRITTEN),
    "none": (None, "None"),
    "a number": (7, "7"),
    "a share": (-0.5, "-0.5"),
    "an amount": (Decimal("1.50"), "1.50"),
    "yes": (True, "True"),
    "a moment": (datetime(2026, 3, 1, tzinfo=UTC), "2026-03-01 00:00:00+00:00"),
    "undefined": (Undefined(name="nobody"), ""),
    "safe": (Markup("<b>safe</b>"), "<b>safe</b>"),
    "safe in its own way": (Kept("<b>safe</b>"), "<b>safe</b>"),
    "marked safe by Django": (mark_safe("<b>safe</b>"), "<b>safe</b>"),
    "with HTML of its own": (WithHtml(), "<b>safe</b>"),
    "pretending to be safe": (Pretending(), None),
}

#: By name: a template; it is given `x`, and `same`, a function that gives back what it is given.
WAYS = {
    "alone": "{{ x }}",
    "amid words": "<p>{{ x }}</p>{{ x }} & {{ x }}",
    "in an attribute": """<a href="{{ x }}" title='{{ x }}'>""",
    "joined": "{{ '<i>' ~ x ~ x }}{{ x ~ '' }}",
    "joined to what is safe": "{{ '<i>' | safe ~ x }}{{ x ~ ('<i>' | safe) }}",
    "in a condition": "{{ x if x else '<none>' }}{{ '<' if x is string else '>' }}",
    "given a default": "{{ nobody | default(x) }}{{ x | default('<>', true) }}",
    "as a string": "{{ x | string }}{{ x | string | upper }}",
    "cut and trimmed": "{{ x | string | trim }}{{ (x | string)[:9] }}",
    "replaced": "{{ x | string | replace('a', '<') }}{{ x | string | replace('s', '<' | safe) }}",
    "a list joined": "{{ [x, '<', x] | join('&') }}{{ [x, '<' | safe] | join('&' | safe) }}",
    "formatted": "{{ '<%s>' | format(x) }}{{ ('<%s>' | safe) | format(x) }}",
    "escaped already": "{{ x | e }}{{ x | e | e }}{{ x | forceescape }}",
    "said to be safe": "{{ x | string | safe }}",
    "as JSON": "{{ x | string | tojson }}",
    "as attributes": "<p{{ {'title': x, 'id': none} | xmlattr }}>",
    "in a macro": "{% macro m(a, b='<') %}<i>{{ a }}{{ b }}</i>{% endmacro %}{{ m(x) }}{{ m(x, b=x) }}",
    "in a macro in a macro": "{% macro m(a) %}<i>{{ a }}</i>{% endmacro %}{% macro n(a) %}{{ m(m(a)) ~ a }}{% endmacro %}{{ n(x) }}",
    "what a macro says, used": "{% macro m(a) %}<i>{{ a }}</i>{% endmacro %}{{ m(x) | upper }}{{ '<' ~ m(x) }}{{ m(x) | length }}{{ m(x) | replace('<', x) }}",
    "a caller": "{% macro m(a) %}{{ caller(a) }}{{ caller('<') | trim }}{% endmacro %}{% call(b) m(x) %}<b>{{ b }}</b>{% endcall %}",
    "set": "{% set a = x %}{{ a }}{% set b = '<' ~ x %}{{ b }}",
    "set to a block": "{% set a %}<i>{{ x }}</i>{% endset %}{{ a }}{{ a ~ '<' }}{{ a | upper }}{% set b | upper %}{{ x }}{% endset %}{{ b }}",
    "a block filtered": "{% filter upper %}<i>{{ x }}</i>{% endfilter %}{% filter string | replace('&', '<') %}{{ x }}{% endfilter %}",
    "looped": "{% for a in [x, '<', x] recursive %}{{ a }}{{ loop.index }}{% else %}{{ x }}{% endfor %}{% for k, v in {'<': x}.items() %}{{ k }}{{ v }}{% endfor %}",
    "given by a function": "{{ same(x) }}{{ same('<') }}{{ same(x) ~ '<' }}",
    "a member": "{{ {'k': x}.k }}{{ {'k': x}['k'] }}{{ {'<': 1} }}",
    "with": "{% with a = x %}{{ a }}{% endwith %}",
    "not escaped here": "{% autoescape false %}{{ x }}{{ x ~ '<' }}{% endautoescape %}{{ x }}",
    "escaped when asked": "{% autoescape same(true) %}{{ x }}{{ '<' ~ x }}{% endautoescape %}{% autoescape same(false) %}{{ x }}{% endautoescape %}",
    "included": "{% include 'part' %}{% include ['nothing', 'part'] %}",
    "imported": "{% from 'macros' import m with context %}{{ m(x) }}{% import 'macros' as all %}{{ all.m(x) }}{{ all.said }}{{ all }}",
    "inherited": "{% extends 'whole' %}{% block b %}{{ super() }}{{ x }}{% endblock %}",
    "a constant": "{{ '<' }}{{ '<' | safe }}{{ 1 }}{{ none }}{{ '<' ~ '>' }}",
}
PARTS = {
    "part": "<i>{{ x }}</i>",
    "macros": "<u>{% macro m(a) %}<i>{{ a }}{{ x }}</i>{% endmacro %}{% set said = '<' %}{{ said }}</u>",
    "whole": "<html>{% block b %}<b>{{ x }}</b>{% endblock %}{{ self.b() }}{{ self.b() ~ '<' }}</html>",
}


def said_by(generator: type | None, way: str, value: object) -> str:
    made = Environment(autoescape=True, loader=DictLoader(PARTS))
    made.context_class = DirectContext
    if generator is not None:
        made.code_generator_class = generator
    try:
        return made.from_string(WAYS[way]).render(x=value, same=lambda given: given)
    except (AttributeError, TypeError, ValueError) as error:  # some values cannot go some ways: then neither does ours
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("way", WAYS)
def test_every_value_is_written_as_by_jinjas_own_templates(way):
    for name, (value, _) in VALUES.items():
        assert said_by(PlainPieces, way, value) == said_by(None, way, value), name


@pytest.mark.parametrize("name", [name for name, (_, written) in VALUES.items() if written is not None])
def test_what_a_page_says_of_a_value(name):
    value, written = VALUES[name]
    assert escaped(value) == written
    assert said_by(PlainPieces, "amid words", value) == f"<p>{written}</p>{written} & {written}"


@pytest.mark.parametrize(
    "way", [one for one in WAYS if one not in {"said to be safe", "not escaped here", "escaped when asked"}]
)
def test_no_hostile_words_become_html(way):
    for name in ("words", "an enumeration", "a kind of string", "an object", "lazy", "a list", "an error"):
        assert "<script" not in said_by(PlainPieces, way, VALUES[name][0]).lower(), name


def test_pages_are_written_so():
    environment = engines.all()[0].env
    assert environment.code_generator_class is PlainPieces
    assert environment.autoescape is True
    assert "yield escaped(" in environment.compile("<p>{{ x }}</p>", raw=True)
    assert environment.from_string("<p>{{ x }}</p>").render(x=HOSTILE) == f"<p>{WRITTEN}</p>"
