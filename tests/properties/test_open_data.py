"""Reading by blocks gives what reading one row at a time would; read is always taken plus refused."""

from hypothesis import given
from hypothesis import strategies as st

from constabulary.open_data import lines
from constabulary.open_data.archives import PublishedFile
from constabulary.open_data.preview import rows_of
from constabulary.open_data.reading import open_reading
from tests.factories.published import STREET_HEADINGS, crime_id, street_row

VALUES = {
    "crime_id": st.sampled_from([crime_id(1), crime_id(2), crime_id(1).upper(), "", "short", "g" * 64]),
    "month": st.sampled_from(["2017-07", "2017-08", "2017-7", ""]),
    "reported_by": st.sampled_from(["Kent Police", "City of London Police", ""]),
    "longitude": st.sampled_from(["0.5", "", "-1.25", "nan", "99", "x"]),
    "latitude": st.sampled_from(["51.2", "", "5e1", "--5"]),
    "location": st.sampled_from(
        ["On or near Quay Lane", "a\\b", '"Quay, Lane"', '"say ""no"""', "tab\there", 'open"', "é"]
    ),
    "crime_type": st.sampled_from(["Burglary", "Violent crime", ""]),
}
ROWS = st.lists(
    st.one_of(st.fixed_dictionaries({}, optional=VALUES).map(lambda changes: street_row(3, **changes)), st.just(""),
              st.just("cut,off"), st.text("abc,\"\\é", max_size=12)),
    max_size=40,
)  # fmt: skip
ENDINGS = st.sampled_from(["\n", "\r\n"])


class Handle:
    """Bytes in pieces of a size."""

    def __init__(self, content: bytes, piece: int) -> None:
        self.content, self.piece = content, piece

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        return None

    def read(self, size=-1):
        del size
        got, self.content = self.content[: self.piece], self.content[self.piece :]
        return got


def read(content: bytes, piece: int):
    file = PublishedFile(name="street.csv", size=0, packed=0, opened=lambda: Handle(content, piece))
    with open_reading(file) as (reading, blocks):
        rows, refused = [], []
        for block in blocks:
            rows += zip(block.numbers, block.rows(), strict=True)
            refused += [(one.line, one.reason.code, one.column, one.raw) for one in block.rejects]
            assert len(block.numbers) == len(block.columns[0])
            covered = sum(len(where or block.numbers) for _, where in reading.scopes(block))
            assert covered == len(block.numbers)
        assert reading.read == len(rows) + len(refused)
        assert reading.rejected == len(refused)
        return rows, sorted(refused)


@given(ROWS, ENDINGS, st.integers(200, 3000))
def test_small_pieces_and_large_ones_give_the_same_rows_and_the_same_refusals(rows, ending, piece):
    content = (STREET_HEADINGS + ending + ending.join(rows)).encode()
    assert read(content, piece) == read(content, lines.BLOCK_BYTES)


@given(ROWS)
def test_a_row_alone_is_taken_or_refused_as_it_is_among_others(rows):
    whole = [row for row in rows if row and row.count('"') % 2 == 0]
    if not whole:
        return
    taken, refused = read("\n".join([STREET_HEADINGS, *whole]).encode(), lines.BLOCK_BYTES)
    alone = [read(f"{STREET_HEADINGS}\n{row}".encode(), lines.BLOCK_BYTES) for row in whole]
    assert [row for _, row in taken] == [row for rows, _ in alone for _, row in rows]
    assert [what[1:] for what in refused] == [what[1:] for _, found in alone for what in found]


def test_rows_of_a_file_are_its_blocks():
    content = (STREET_HEADINGS + "\n" + street_row(1)).encode()
    file = PublishedFile(name="street.csv", size=0, packed=0, opened=lambda: Handle(content, 50))
    assert sum(len(block.numbers) for block in rows_of(file)) == 1
