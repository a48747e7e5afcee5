"""A journey is walked at one width in `make test`, some wide and some narrow, and at both in `make test-all`."""

import pytest

_WIDE, _NARROW = (False, "wide"), (True, "narrow")


def _walked(always: tuple[bool, str], slowly: tuple[bool, str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "narrow",
        [pytest.param(always[0], id=always[1]), pytest.param(slowly[0], id=slowly[1], marks=pytest.mark.slow)],
    )


#: Walked at 1280 px in `make test`, at 400 px as well in `make test-all`.
wide_every_day = _walked(_WIDE, _NARROW)
#: Walked at 400 px in `make test`, at 1280 px as well in `make test-all`.
narrow_every_day = _walked(_NARROW, _WIDE)
