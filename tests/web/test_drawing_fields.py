"""Fields drawn by the GOV.UK components, and what of it is kept."""

import pytest
from django import forms
from django.template import engines
from django.utils.safestring import mark_safe
from jinja2.runtime import Macro

from constabulary.web.components import component_of
from constabulary.web.drawing_fields import MACROS, drawer


class _Asked(forms.Form):
    name = forms.CharField(required=False)
    account = forms.CharField(widget=forms.Textarea, required=False, help_text="What was said.")
    grade = forms.ChoiceField(choices=[("", "Choose"), ("1", "Immediate"), ("2", "Priority")])
    sure = forms.ChoiceField(choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect)
    flags = forms.MultipleChoiceField(choices=[("a", "Alcohol"), ("d", "Drugs")], widget=forms.CheckboxSelectMultiple)
    agreed = forms.BooleanField()


@pytest.fixture
def drawn_by_macros(monkeypatch):
    """What was drawn by a macro, not taken from what is kept."""
    drawn = []
    calls = Macro.__call__

    def counting(self, *args, **kwargs):
        if self.name in MACROS.values():
            drawn.append(self.name)
        return calls(self, *args, **kwargs)

    monkeypatch.setattr(Macro, "__call__", counting)
    return drawn


def _drawer():
    return drawer(engines["jinja2"].env)


@pytest.mark.parametrize("name", list(_Asked.base_fields))
@pytest.mark.parametrize(
    "given",
    [
        None,
        {},
        {
            "name": "O'Neill <b>",
            "account": "He said & left",
            "grade": "2",
            "sure": "no",
            "flags": ["d"],
            "agreed": "on",
        },
    ],
    ids=["nothing asked yet", "left empty", "filled in"],
)
def test_a_field_is_drawn_as_its_component_draws_it_the_second_time_as_the_first(name, given):
    bound = _Asked(given)[name]
    component, parameters = component_of(bound)
    template = engines["jinja2"].env.get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    directly = getattr(template.module, MACROS[component])(parameters)
    drawn = _drawer()
    assert drawn(bound) == directly == drawn(bound)


def test_what_was_drawn_from_the_same_parameters_is_not_drawn_again(drawn_by_macros):
    drawn = _drawer()
    for _ in range(3):
        drawn(_Asked({"sure": "yes", "grade": "1"})["name"])
        drawn(_Asked(initial={"sure": "yes"})["sure"])
    drawn(_Asked(initial={"sure": "no"})["sure"])
    # The name was asked for and not given only where the form is bound; nobody typed a word.
    assert drawn_by_macros == ["govukInput", "govukRadios", "govukRadios"]


def test_what_somebody_typed_is_not_kept(drawn_by_macros):
    drawn = _drawer()
    for _ in range(2):
        drawn(_Asked({"name": "Nell Ashdown"})["name"])
        drawn(_Asked({"sure": "Nell Ashdown"})["sure"])
    assert drawn_by_macros == ["govukInput", "govukRadios"] * 2


def test_words_that_are_marked_as_safe_are_told_apart_from_the_same_words_that_are_not():
    drawn = _drawer()

    class Plain(forms.Form):
        name = forms.CharField(help_text="<b>Bold</b>")

    class Marked(forms.Form):
        name = forms.CharField(help_text=mark_safe("<b>Bold</b>"))

    assert "<b>" not in drawn(Plain()["name"])
    shown = drawn(Marked()["name"])
    assert shown == _drawer()(Marked()["name"])
