"""The generated map: which stage lies where in each layer."""

from pathlib import Path

from tests.repository.sources import ROOT, SOURCE

STAGES = (
    "contact", "incidents", "recording", "allocation", "investigation", "supervision", "case_file", "outcomes", "victims", "vulnerability",
    "protection", "offender_management", "online_investigation", "armed_policing", "inspection",
)  # fmt: skip
SUPPORTING = ("people", "workforce", "places", "duties", "journal", "planning", "takeover")
LAYERS = ("standards", "policing", "records/models", "records/queries", "casework", "inspection", "web", "jobs")


def _places(layer: str, word: str) -> list[Path]:
    folder = SOURCE / layer
    return [path for path in (folder / word, folder / f"{word}.py") if path.exists()]


def map_page() -> str:
    """docs/map.md."""
    lines = [
        "# Where everything is", "", "Made by `make fix` from the tree. A stage has the same name in every layer.", "",
        "| stage | " + " | ".join(LAYERS) + " |", "| --- |" + " --- |" * len(LAYERS),
    ]  # fmt: skip
    for word in (*STAGES, *SUPPORTING):
        cells = [
            " ".join(f"[{path.name}](../{path.relative_to(ROOT)})" for path in _places(layer, word)) for layer in LAYERS
        ]
        if any(cells):
            lines.append(f"| {word} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
