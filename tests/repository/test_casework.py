"""Every function that changes a record: who, when, allowed, journalled; and nothing else writes."""

import ast
from functools import cache

from tests.repository.sources import calls_in, modules, modules_of, name_of, public_functions, tree_of

#: Functions that act and are not records' verbs, each with its reason.
TECHNICAL = {
    "keep_draft": "drafts are not records: never journalled, deletable",
    "sending": "a draft is held while its form is sent; what the form does is an act of its own",
    "drop_draft": "drafts are not records",
    "_note_flow": "how a queue flows is worked out anew every ten minutes: no record",
    "note_seen": "a sign-in in use is not a record",
    "count_common_keys": "counts how many people share each key; of nobody, and no record",
    "seal_journal": "seals the journal itself",
    "do_timed_job": "remembers that a timed job ran; what the job did is in the journal",
    "note_progress": "how far a run of a scenario has come is no record",
    "clear_technical_rows": "removes what is no record",
}
#: Verbs that check who may and show numbers only, of nobody's record.
COUNTS = {
    "drift_of": "how many crimes came in since a scenario was learned and how long they took; no crime and nobody is named",
    "open_supervision": "how many stand on each list; the lists themselves are journalled when they are opened",
    "open_teams_to_reallocate": "how many crimes the officers of each team have; the crimes are journalled when opened",
    "open_screening": "how many crimes were filed, drawn and solved, by group; nobody is named",
    "open_quality": "how many reviews and updates were in time, by type of team",
    "open_early_closure": "how many ended so; the records behind a way out are journalled when they are opened",
    "open_aids": "how often each decision aid erred, by group, and who accepted it",
    "count_drawn_so_far": "how many filed crimes that were drawn have ended and were solved; of no crime",
    "open_fit": "how the screening factors were fitted and how far that errs; of no crime and no person",
    "compare_runs": "what two runs of scenarios differ by; simulated, of nobody",
    "places_to_count": "which queues the ledger keeps, so that a plan's weeks can be read from one; of nobody",
    "play_recovery_plan_again": "whether a plan plays to the same figures; simulated, of nobody",
    "count_online_team": "how many crimes of the online team are open and how old; the scenario made of it is journalled",
    "find_second_figures": "how far second decisions agree with first ones, by way and team; of no officer",
    "open_move": "how many crimes of a day went each of two ways; the records behind each are journalled when opened",
    "open_ways_out": "how many went each way; the records behind each are journalled when they are opened",
    "count_new_in_control_room": "how many have come since; the list itself is journalled when it is opened",
}
#: Verbs open to everyone who is signed in, or that come before anyone is, each with its reason.
NO_CHECK = {
    "sign_in": "nobody is signed in yet; a wrong password is refused",
    "sign_out": "everyone may",
    "change_password": "everyone's own; the one they have is asked for",
    "set_up_officers": "there is nobody yet: a demonstration force is being set up by the owner",
    "begin_force": "there is nobody yet; refused when there is a force",
    "set_up_force": "there is nobody yet; refused when there is a force",
}


#: Functions that answer about someone and change nothing.
#: What only asks: drafts of whoever acts, and whether the system itself acts.
ASKS = {"find_draft", "find_drafts", "check_sees_everything"}


def verbs():
    """(path, function) of every public function of casework that says who acts."""
    for path in modules_of("casework"):
        for function in public_functions(path):
            names = {one.arg for one in (*function.args.args, *function.args.kwonlyargs)}
            if "by" in names and function.name not in ASKS:
                yield path, function


VERBS = [(f"{name_of(path)}:{function.name}", path, function) for path, function in verbs()]


def test_there_are_verbs_to_look_at():
    assert len(VERBS) > 300


def test_a_verb_is_called_by_keyword_and_says_who_and_when():
    assert not [name for name, _, function in VERBS if function.args.args], "they take positional arguments"
    named = {name: {one.arg for one in function.args.kwonlyargs} for name, _, function in VERBS}
    assert not [name for name, arguments in named.items() if not {"by", "at"} <= arguments]


def test_a_verb_checks_who_may():
    checks = {"check_may", "check_authority", "holds_authority"}
    open_to_all = [
        name
        for name, path, function in VERBS
        if function.name not in {**TECHNICAL, **NO_CHECK} and not checks & calls_reached(path, function)
    ]
    assert not open_to_all, "they check nobody"


def test_a_verb_leaves_a_journal_entry():
    entries = {"entry", "write_reading", "compute"}
    silent = [
        name
        for name, path, function in VERBS
        if function.name not in {**TECHNICAL, **COUNTS} and not entries & calls_reached(path, function)
    ]
    assert not silent, "they leave no entry"


def calls_reached(path, function) -> set[str]:
    """What a function calls, through functions of casework."""
    reached, ahead = set(calls_in(function)), set(calls_in(function))
    through = {function.name}
    while ahead := {name for name in ahead if name in called_in_casework() and name not in through}:
        through |= ahead
        ahead = set().union(*(called_in_casework()[name] for name in ahead))
        reached |= ahead
    return reached


@cache
def called_in_casework() -> dict[str, set[str]]:
    """By the name of a function of casework, what functions of that name call."""
    found: dict[str, set[str]] = {}
    for path in modules_of("casework"):
        for node in tree_of(path).body:
            if isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, set()).update(calls_in(node))
    return found


def test_rows_are_written_by_casework_and_records_only():
    for path in modules():
        package = name_of(path).split("/")[0]
        if package in {"casework", "records"}:
            continue
        written = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "save"} & calls_in(tree_of(path))
        assert not written, f"{name_of(path)} writes: {written}"


def test_verbs_write_through_the_journal_and_not_past_it():
    past = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "save", "create"}
    for path in modules_of("casework"):
        for node in tree_of(path).body:
            if not isinstance(node, ast.FunctionDef) or node.name in {*TECHNICAL, "_seal"}:
                continue
            found = past & calls_in(node)
            if node.name == "sign_in":
                found -= {"create"}  # the sign-in token: technical, not a record
            assert not found, f"{name_of(path)}:{node.name} writes past the journal: {found}"
