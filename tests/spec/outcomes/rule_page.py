"""The published page of the rules of outcomes, made from the rules, the national list and the table of tests."""

from constabulary.policing.outcomes.check import RULES, OutcomeCheck, check_outcome
from constabulary.policing.outcomes.preconditions import Stage
from constabulary.standards.authorities import AUTHORITY_TITLES
from constabulary.standards.dated import CONFIDENCE_SENTENCES
from tests.factories.outcomes import matter
from tests.spec.outcomes.table import ROWS

HEAD = """# Outcomes: what must be so before each can be applied

Made by `make fix` from `policing/outcomes`, the national list and `tests/spec/outcomes`; each last column is a test. Edition in
force on 2 November 2026. "Before approval" may still be missing when an outcome is proposed, nothing else may. By our own
safeguard nobody approves what they proposed, and nobody below a supervisor approves.
"""


def outcomes_page() -> str:
    """docs/rules/outcomes.md."""
    parts = [HEAD]
    for code in RULES:
        facts = matter(code)
        check = check_outcome(facts)
        who = " or ".join(AUTHORITY_TITLES[one.value] for one in check.authorities)
        parts.append(
            f"\n## {code}: {facts.type.title}\n\nApproved by {who}; {facts.type.edition}, {facts.type.source} "
            f"({facts.type.confidence.value}).\n"
        )
        for one in facts.type.raised:
            if one.authority:
                parts.append(f"\nFor {one.when.replace('_', ' ')}: {AUTHORITY_TITLES[one.authority]}.\n")
        if facts.type.note:
            parts.append(f"\n{facts.type.note}\n")
        parts.append(_table(code, check))
    parts.append("\n## Marks\n\n")
    parts += [f"- {mark.value}: {words}\n" for mark, words in CONFIDENCE_SENTENCES.items()]
    return "".join(parts)


def _table(code: str, check: OutcomeCheck) -> str:
    lines = ["\n| must be so | source | mark | refused, for example, when |\n| --- | --- | --- | --- |\n"]
    for one in check.checked:
        reason = one.precondition.unmet
        missing = reason.code.removeprefix("outcome.")
        examples = "; ".join(row.words for row in ROWS if row.outcome == code and row.missing == missing)
        stage = " *Before approval.*" if one.precondition.stage is Stage.APPROVAL else ""
        lines.append(
            f"| {one.precondition.title}{stage} | {reason.source} | {reason.confidence.value} | {examples} |\n"
        )
    return "".join(lines)
