"""How many examples a property is tried on: a third of them in `make test`, all in `make test-all`."""

import os


def examples(all_of_them: int) -> int:
    """Of so many in `make test-all`, how many are tried in this run."""
    return all_of_them if os.environ.get("CONSTABULARY_TEST_ALL") else max(1, all_of_them // 3)
