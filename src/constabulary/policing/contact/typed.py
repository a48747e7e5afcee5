"""Words as they are typed, pasted or sent by another program: what nobody sees in them is not kept."""

#: What is no letter, space or line and is never typed on purpose: control characters, and the marks that turn the direction
#: in which text is shown. They come with what is pasted, and make an address or a number read backwards on the board.
_UNSEEN = dict.fromkeys(
    [*(one for one in range(0x20) if chr(one) not in "\t\n\r"), *range(0x7F, 0xA0), 0x200B, 0x200E, 0x200F]
    + [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
)


def words_meant(given: str) -> str:
    """The words that are meant: without what cannot be seen and turns them round. Lines and letters stay."""
    return given.translate(_UNSEEN)
