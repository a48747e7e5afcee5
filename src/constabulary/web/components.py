"""Turns a bound form field into the parameters of the GOV.UK component that shows it."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField


def component_of(bound: BoundField) -> tuple[str, dict[str, Any]]:
    """(component, parameters) for a field, its label, hint, value and error."""
    widget = bound.field.widget
    extra = getattr(bound.field, "shown_as", {})
    # Django's set of checkboxes is a kind of set of radios, so it is asked for first.
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checkboxes", {**_set_of(bound, extra), "items": _choices(bound)}
    if isinstance(widget, forms.RadioSelect):
        return "radios", {**_set_of(bound, extra), "items": _choices(bound)}
    if isinstance(widget, forms.CheckboxInput):
        item: dict[str, Any] = {
            "value": "on",
            "text": bound.label,
            "id": bound.id_for_label,
            "checked": bool(bound.value()),
        }
        if bound.help_text:
            item["hint"] = {"text": bound.help_text}
        return "checkboxes", {
            "name": bound.html_name,
            "items": [item],
            **_error(bound),
            "classes": "govuk-checkboxes--small",
        }
    shared = {
        "id": bound.id_for_label,
        "name": bound.html_name,
        "label": {"text": bound.label, "classes": extra.get("label", "govuk-label--s")},
        **({"hint": {"text": hint}} if (hint := f"{bound.help_text}{_understood(bound)}") else {}),
        **_error(bound),
        **({"attributes": extra["attributes"]} if "attributes" in extra else {}),
    }
    if isinstance(widget, forms.Textarea):
        return "textarea", {
            **shared,
            "value": bound.value() or "",
            "rows": widget.attrs.get("rows", 4),
            "spellcheck": True,
        }
    if isinstance(widget, forms.Select):
        return "select", {**shared, "items": _select_items(bound)}
    is_secret = isinstance(widget, forms.PasswordInput)
    value = None if is_secret else bound.value()
    return "input", {
        **shared,
        "value": "" if value is None else str(value),
        "classes": extra.get("classes", ""),
        "type": getattr(widget, "input_type", "text"),
        **({"autocomplete": extra["autocomplete"]} if "autocomplete" in extra else {}),
        **({"inputmode": extra["inputmode"]} if "inputmode" in extra else {}),
        "spellcheck": False,
    }


def _understood(bound: BoundField) -> str:
    """How a day or moment that was typed was understood, where that is not what was typed already."""
    field: Any = bound.field
    meant = getattr(bound.form, "cleaned_data", {}).get(bound.name) if bound.form.is_bound else None
    if not meant or not hasattr(field, "understood") or str(field.prepare_value(meant)) == str(bound.value()).strip():
        return ""
    return f". Understood: {field.understood(meant)}"


def _error(bound: BoundField) -> dict[str, Any]:
    return {"errorMessage": {"text": " ".join(str(one) for one in bound.errors)}} if bound.errors else {}


def _set_of(bound: BoundField, extra: dict[str, Any]) -> dict[str, Any]:
    legend = {"text": bound.label, "classes": extra.get("label", "govuk-fieldset__legend--s")}
    return {
        "idPrefix": str(bound.id_for_label or bound.auto_id).removesuffix("_0"),
        "name": bound.html_name,
        "fieldset": {"legend": legend},
        "classes": " ".join(filter(None, ["govuk-radios--small govuk-checkboxes--small", extra.get("classes", "")])),
        **({"hint": {"text": bound.help_text}} if bound.help_text else {}),
        **_error(bound),
    }


def choices_of(bound: BoundField) -> Any:
    """The choices of a field of choices."""
    field: Any = bound.field
    return field.choices


def _chosen(bound: BoundField) -> set[str]:
    value = bound.value()
    if value is None or value == "":
        return set()
    return {str(one) for one in value} if isinstance(value, list | tuple | set) else {str(value)}


def _choices(bound: BoundField) -> list[dict[str, Any]]:
    chosen = _chosen(bound)
    hints = getattr(bound.field, "choice_hints", {})
    return [
        {
            "value": str(value),
            "text": words,
            "checked": str(value) in chosen,
            **({"hint": {"text": hints[value]}} if value in hints else {}),
        }
        for value, words in choices_of(bound)
    ]


def _select_items(bound: BoundField) -> list[dict[str, Any]]:
    chosen = _chosen(bound)
    items = []
    for value, words in choices_of(bound):
        if isinstance(words, list | tuple):
            items += [
                {"value": str(one), "text": f"{value}: {text}", "selected": str(one) in chosen} for one, text in words
            ]
        else:
            items.append({"value": str(value), "text": words, "selected": str(value) in chosen})
    return items
