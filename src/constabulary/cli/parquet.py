"""One table as a Parquet file. A module of its own because it takes half a second to load."""

from pathlib import Path

import fastparquet
import pandas as pd

from constabulary.cli.tables import Table


def write_table(table: Table, path: Path) -> None:
    """Write a table: columns of words as UTF-8, all others as 64-bit floats. Raises OSError."""
    columns = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.head)
    frame = pd.DataFrame(
        {
            name: pd.Series(list(column), dtype="object" if name in table.words else "float64")
            for name, column in zip(table.head, columns, strict=True)
        }
    )
    encoding = dict.fromkeys(table.words, "utf8")
    fastparquet.write(str(path), frame, compression="SNAPPY", object_encoding=encoding, write_index=False)
