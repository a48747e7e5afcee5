"""Calls from templates: macros and functions as Jinja would, whatever asks for the context still given it."""

import pytest
from jinja2 import DictLoader, Environment, pass_context
from markupsafe import Markup

from constabulary.web.calling import DirectContext


@pass_context
def named(context, name):
    return context[name]


def echo(*args, **kwargs):
    return f"{args}{kwargs}"


TEMPLATES = [
    "{% macro m(a, b='B', c=a) %}<i>{{ a }}{{ b }}{{ c }}</i>{% endmacro %}{{ m('<x>') }}{{ m('<x>', '<y>') }}{{ m('1', '2', '3') }}",
    "{% macro m(a) %}{{ a }}{{ varargs | join }}{% endmacro %}{{ m('<x>') }}{{ m('<x>', '<y>') }}",
    "{% macro m(a) %}{{ a }}{{ kwargs.b }}{% endmacro %}{{ m('<x>') }}{{ m('<x>', b='<y>') }}",
    "{% macro m(a, caller=none) %}{{ a }}{{ caller() if caller else '-' }}{% endmacro %}{{ m('<x>') }}{% call m('<a>') %}<b>{% endcall %}",
    "{% macro m() %}<i>{% endmacro %}{{ m() | upper }}{{ m() ~ '<' }}",
    "{% autoescape false %}{% macro m(a) %}{{ a }}{% endmacro %}{{ m('<x>') }}{% endautoescape %}",
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


def test_a_macro_given_more_than_it_takes_is_an_error():
    made = Environment(autoescape=True)
    made.context_class = DirectContext
    with pytest.raises(TypeError, match="not more than 1"):
        made.from_string("{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}").render()


def test_a_macro_of_text_stays_text_that_is_escaped_where_it_is_written():
    made = Environment(autoescape=lambda name: name == "page", loader=DictLoader({
        "text": "{% macro m(a) %}<i>{{ a }}{% endmacro %}",
        "page": "{% from 'text' import m %}{{ m('<x>') }}",
    }))  # fmt: skip
    made.context_class = DirectContext
    assert made.get_template("page").render() == "&lt;i&gt;&lt;x&gt;"
