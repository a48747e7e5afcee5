"""The rule pages: every standard and list with its editions, worked examples from `tests/spec`, every reason."""

from collections.abc import Iterable

from constabulary.policing.decisions import ReasonsCatalogue
from constabulary.standards.dated import CONFIDENCE_SENTENCES, Standard
from constabulary.standards.lists import DatedList
from constabulary.standards.reading import packaged_standards
from constabulary.standards.topics import TOPICS, Topic
from constabulary.standards.wording import title_of, value_as_table, value_in_words
from tests.spec import (
    test_bail,
    test_clocks,
    test_counting,
    test_detention,
    test_recording_decision,
    test_risk,
    test_victims_code,
)
from tests.spec.examples import Example
from tests.spec.open_wordings import ROWS

MADE = "Made by `make fix` from `src/constabulary/standards` and `tests/spec`. Do not edit."
#: A list longer than this is not printed here: it is in the data, and searchable in the product.
MOST_ENTRIES = 120
EXAMPLES: dict[str, dict[str, list[Example]]] = {
    "recording-and-counting": {
        "Whether a crime is recorded": test_recording_decision.EXAMPLES,
        "How many crimes, and which is principal": test_counting.EXAMPLES,
        "Whether later conduct joins the crime": test_counting.CONTINUATIONS,
    },
    "custody-and-bail": {"Bail": test_bail.EXAMPLES, "Detention": test_detention.LIMITS},
    "investigation": {"Time limits of proceedings": test_detention.PROCEEDINGS},
    "safeguarding-and-risk": {"What a risk tool suggests": test_risk.SUGGESTIONS},
    "victims": {"Telling the victim": test_victims_code.UPDATES},
    "contact-and-response": {"How clocks count": test_clocks.VECTORS},
}


def cell(text: str) -> str:
    """Words as a cell of a table takes them."""
    return text.replace("|", "\\|").replace("\n", " ")


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """A table in Markdown."""
    headings = list(headings)
    lines = [f"| {' | '.join(headings)} |", f"| {' | '.join('---' for _ in headings)} |"]
    return [*lines, *(f"| {' | '.join(cell(one) for one in row)} |" for row in rows)]


def source_of(one: Standard) -> str:
    """The source, as a link where there is an address."""
    return f"[{one.source.title}]({one.source.address})" if one.source.address else one.source.title


def standard_lines(editions: tuple[Standard, ...]) -> list[str]:
    """One standard: what it is called, which date picks it, its editions."""
    lines = [f"### {title_of(editions[0])}", ""]
    lines += [f"`{editions[0].key}`, picked by the date of the {editions[0].selected_by.value}.", ""]
    rows = []
    for one in editions:
        words = "; ".join(value_in_words(one.value)) if value_as_table(one.value) is None else "the table below"
        to = str(one.valid_to) if one.valid_to else "now"
        rows.append([words, one.edition, str(one.valid_from), to, source_of(one), one.confidence.sentence])
    lines += [*table(["value", "edition", "from", "to", "source", "how sure"], rows), ""]
    for one in editions:
        shown = value_as_table(one.value)
        if shown is not None:
            lines += [f"{one.edition}:", "", *table(shown.headings, shown.rows), ""]
        if one.note:
            lines += [f"{one.edition}: {one.note}", ""]
    return lines


def list_lines(one: DatedList) -> list[str]:
    """One list: its entries, or how many where there are too many to print."""
    lines = [f"### {one.title}", "", f"Picked by the date of the {one.selected_by.value}. Source: {one.source}.", ""]
    entries = one.entries
    if len(entries) > MOST_ENTRIES:
        return [*lines, f"{len(entries)} entries, in the data and searchable in the product.", ""]
    rows = [
        [
            one.code_of(entry),
            one.title_of(entry),
            str(entry.valid_from),
            str(entry.valid_to) if entry.valid_to else "now",
            entry.confidence.sentence,
        ]
        for entry in entries
    ]
    return [*lines, *table(["code", "what", "from", "to", "how sure"], rows), ""]


def example_lines(title: str, examples: list[Example]) -> list[str]:
    """A table of worked examples; each row is a test."""
    rows = [[one.words[:1].upper() + one.words[1:], one.says, one.source] for one in examples]
    return [f"### {title}", "", *table(["given", "then", "source"], rows), ""]


def topic_page(topic: Topic) -> str:
    """The page of one topic."""
    lines = [f"# {topic.title}", "", MADE, "", topic.about, ""]
    if topic.keys:
        lines += ["## Standards", ""]
        for key in topic.keys:
            lines += standard_lines(packaged_standards()[key.name])
    if topic.lists:
        lines += ["## Lists", ""]
        for one in topic.lists:
            lines += list_lines(one)
    if topic.code in EXAMPLES:
        lines += ["## Worked examples", "", "Each row is a test.", ""]
        for title, examples in EXAMPLES[topic.code].items():
            lines += example_lines(title, examples)
    return "\n".join(lines).rstrip() + "\n"


def contents_page() -> str:
    """The page that leads to the others, and what the marks mean."""
    lines = ["# The rules", "", MADE, ""]
    lines += [f"- [{topic.title}]({topic.code}.md): {topic.about}" for topic in TOPICS]
    lines += [
        "- [What outcomes need](what-outcomes-need.md): every precondition of every outcome, with who approves it.",
        "- [Reasons](reasons): every reason a rule gives, with its source, a page for each module of rules.",
        "- [Open wordings](open-wordings.md): where a text can be read in two ways, and how we rule.",
        "",
        "A force lays its own values over these; they are then marked as set by the force.",
        "",
        "## How sure",
        "",
    ]
    lines += table(["mark", "meaning"], [[mark.value, words] for mark, words in CONFIDENCE_SENTENCES.items()])
    return "\n".join(lines) + "\n"


def reasons_page(catalogue: ReasonsCatalogue) -> str:
    """Every reason that one module of rules gives."""
    lines = [
        f"# Reasons: {catalogue.prefix}",
        "",
        "Made by `make fix` from `src/constabulary/policing`. Do not edit.",
        "",
    ]
    # In order of code: the order in which modules declare theirs depends on what is imported first.
    rows = [
        [code, reason.sentence, reason.source, reason.confidence.sentence]
        for code, reason in sorted(catalogue.reasons.items())
    ]
    return "\n".join([*lines, *table(["code", "reason", "source", "how sure"], rows)]) + "\n"


def open_wordings_page() -> str:
    """Where a text can be read in two ways."""
    lines = ["# Open wordings", "", MADE, ""]
    lines += [
        "Where two readings stand, the duty falls due at the earlier one, the later is shown as the outer limit, and the",
        "standard is marked as not confirmed. A force's legal services can settle a reading in its overlay.",
        "",
    ]
    lines += table(
        ["rule", "open between", "our ruling", "tested by"],
        [
            [row.rule, row.between, row.ruling, ", ".join(f"`{name}`" for name in row.tests) or row.why_not]
            for row in ROWS
        ],
    )
    return "\n".join(lines) + "\n"
