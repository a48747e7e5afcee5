"""The force's own standards as a form."""

from django import forms

from constabulary.web.forming import PageForm

MOST_CHARACTERS = 200_000


class LocalStandardsForm(PageForm):
    """The overlay as text; what is wrong with it lands beside the field."""

    overlay = forms.CharField(
        label="The force's own values",
        help_text="TOML of the shape of our data files. Leave empty to take every value of the force's back.",
        required=False,
        strip=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 24}),
        error_messages={"max_length": f"At most {MOST_CHARACTERS} characters."},
    )

    def text(self) -> str:
        """What was typed, with plain line ends."""
        return "\n".join(self.cleaned_data["overlay"].split("\r\n"))
