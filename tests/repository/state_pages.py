"""The lifecycles as diagrams, from `policing/lifecycles.py`."""

from constabulary.policing.lifecycles import LIFECYCLES, Lifecycle
from tests.repository.rule_pages import table


def diagram(one: Lifecycle) -> list[str]:
    """A lifecycle as a Mermaid state diagram."""
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{words}" as {state}' for state, words in one.states.items()]
    lines += [f"    [*] --> {one.first}"]
    lines += [f"    {move.from_state} --> {move.to_state} : {move.verb}" for move in one.moves]
    lines += [f"    {state} --> [*]" for state in one.final]
    return [*lines, "```"]


def states_page() -> str:
    """Every lifecycle: its diagram, its states in words, and the journal entry each move leaves."""
    lines = [
        "# States",
        "",
        "Made by `make fix` from `src/constabulary/policing/lifecycles.py`. Do not edit.",
        "The same tables are constraints of the database.",
        "",
    ]
    for one in LIFECYCLES:
        lines += [f"## {one.name.replace('_', ' ').capitalize()}", "", *diagram(one), ""]
        lines += [*table(["state", "in words"], [[f"`{state}`", words] for state, words in one.states.items()]), ""]
        moves = [[move.verb, one.states[move.from_state], one.states[move.to_state], move.entry] for move in one.moves]
        lines += [*table(["act", "from", "to", "journal entry"], moves), ""]
    return "\n".join(lines).rstrip() + "\n"
