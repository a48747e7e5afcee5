"""Calls from templates: macros and functions as Jinja would, whatever asks for the context still given it."""

import pytest
from jinja2 import Environment, pass_context
from markupsafe import Markup

from constabulary.web.calling import DirectContext


@pass_context
def named(context, name):
    return context[name]


def echo(*args, **kwargs):
    return f"{args}{kwargs}"


TEMPLATES = [
    "{% macro m(a, b='B') %}<i>{{ a }}{{ b }}</i>{% endmacro %}{{ m('<x>') }}{{ m(a='1', b='<2>') }}",
    "{% macro m(a) %}{{ caller() }}{{ a }}{% endmacro %}{% call m('<a>') %}<b>{% endcall %}",
    "{% for x in 'ab' %}{{ echo(x, y=x) }}{{ named('x') }}{% endfor %}",
    "{% set many = 'A,B'.split(',') %}{{ many.index('B') }}{{ dict(a=1) }}{{ range(3) | list }}",
    "{% block main %}{% set z = 'Z' %}{{ named('z') }}{{ echo('<') }}{% endblock %}",
]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_says_what_jinjas_own_calls_make_it_say(template):
    def say(context_class):
        made = Environment(autoescape=True)
        if context_class:
            made.context_class = context_class
        return made.from_string(template).render(named=named, echo=echo, x="outer", z="outer")

    assert say(DirectContext) == say(None)


def test_what_a_macro_says_is_not_escaped_again_and_what_it_is_given_is():
    made = Environment(autoescape=True)
    made.context_class = DirectContext
    said = made.from_string("{% macro m(a) %}<i>{{ a }}</i>{% endmacro %}{{ m(a) }}")
    assert said.render(a="<x>") == "<i>&lt;x&gt;</i>"
    assert said.render(a=Markup("<x>")) == "<i><x></i>"


def test_a_macro_given_what_it_does_not_take_is_an_error():
    made = Environment()
    made.context_class = DirectContext
    with pytest.raises(TypeError):
        made.from_string("{% macro m(a) %}{% endmacro %}{{ m(b=1) }}").render()
