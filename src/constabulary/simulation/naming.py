"""What the file of a thing is called after the thing's own name."""

import unicodedata


def file_name(name: str, *, otherwise: str = "unnamed") -> str:
    """The letters and figures of a name in small, hyphens between them: 'Two more, at café' is two-more-at-cafe.

    Letters of other alphabets stay. `otherwise` is for a name without any. Two names that differ in more than case, accents
    and marks are called differently; without an ending.
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    return "-".join("".join(one if one.isalnum() else " " for one in plain).split()) or otherwise
