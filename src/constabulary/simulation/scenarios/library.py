"""The models that come with the package."""

from importlib.resources import files

from constabulary.simulation.model.reading import read_model
from constabulary.simulation.model.whole import Model

NAMES = (
    "control-room",
    "incident-management-unit",
    "response",
    "volume-crime",
    "online-investigation",
    "managed-offender-visits",
    "sergeants-reviews",
)


def read_scenario(name: str) -> Model:
    """The model of this name. Raises KeyError for a name that is none of `NAMES`."""
    return read_model(read_text(name))


def read_text(name: str) -> str:
    """The file of this name. Raises KeyError for a name that is none of `NAMES`."""
    if name not in NAMES:
        raise KeyError(name)
    return (files("constabulary.simulation.scenarios") / f"{name}.toml").read_text("utf-8")
