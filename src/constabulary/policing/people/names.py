"""Names as they are compared: without marks and particles, in parts, and as they sound."""

import re
import unicodedata
from functools import lru_cache

#: Parts that come and go before a name: they tell nobody apart.
PARTICLES = frozenset({"al", "el", "ar", "az", "as", "ash", "ad", "at", "ap", "ferch", "bin", "ibn", "ben", "bel", "de", "o", "mc", "mac", "fitz", "ur", "ud"})  # fmt: skip
#: Of these the name that follows is the rest of one word: Mac Carthy, O Brien.
JOINED = frozenset({"o", "mc", "mac", "fitz", "ben", "bel", "abdul", "abdel", "abd"})
LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "’": "'", "`": "'"})

#: Shorter names are like too many others with a letter less; behind so many letters none is left out.
SHORTEST_MISSPELT, LONGEST_MISSPELT = 4, 12
#: Mac before fewer letters is a name of its own: Mace, Mack.
LONG = 6

#: Letters as they sound, however they are romanised; longer ones first. Capitals are classes of sounds.
SOUNDS = (
    ("sch", "S"), ("tsh", "S"), ("shch", "S"), ("tch", "S"), ("chr", "Kr"), ("cz", "S"), ("sz", "S"), ("rz", "S"),
    ("zh", "S"), ("sh", "S"), ("ch", "S"), ("ts", "S"), ("tz", "S"), ("hs", "S"), ("dj", "S"), ("dg", "S"), ("ck", "K"),
    ("kh", "K"), ("gh", "K"), ("qu", "K"), ("x", "KS"), ("ph", "B"), ("bh", "B"), ("mh", "V"), ("dd", "T"), ("th", "T"),
    ("dh", "T"), ("wh", "V"), ("wr", "r"), ("kn", "n"), ("rh", "r"), ("ce", "Se"), ("ci", "Si"), ("cy", "Si"),
    ("ge", "Se"), ("gi", "Si"), ("j", "S"), ("z", "S"), ("s", "S"), ("c", "K"), ("k", "K"), ("q", "K"), ("g", "K"),
    ("b", "B"), ("p", "B"), ("f", "B"), ("v", "V"), ("w", "V"), ("d", "T"), ("t", "T"),
)  # fmt: skip
SOUND = re.compile("|".join(re.escape(written) for written, _ in SOUNDS))
SOUNDED = dict(SOUNDS)


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """Lower case, without marks, apostrophes and anything that is no letter; parts parted by one space."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(LETTERS))
    letters = "".join(one for one in plain if not unicodedata.combining(one)).replace("'", "")
    return " ".join(re.sub(r"[^a-z]+", " ", letters).split())


@lru_cache(maxsize=100_000)
def parts_of(name: str) -> tuple[str, ...]:
    """The parts of a name that tell people apart, in order."""
    words = fold(name).split()
    parts: list[str] = []
    held = ""
    for place, word in enumerate(words):
        is_last = place == len(words) - 1
        if not is_last and word in JOINED:
            held = "" if word in {"o", "mc", "mac"} else word
        elif not is_last and word in PARTICLES:
            continue
        else:
            parts.append(held + _bare(word))
            held = ""
    return tuple(parts)


@lru_cache(maxsize=100_000)
def spellings_of(name: str) -> tuple[str, ...]:
    """A family name as it may be misspelt: each word in one, a doubled letter once, and with any one letter left out.

    Two names share one of these however one letter was left out, added, changed or changed places with its neighbour.
    Unlike its parts, Mac and Mc stay: Mc Guinness and Maguinness differ in one letter.
    """
    found: dict[str, None] = {}
    held = ""
    words = fold(name).split()
    for place, word in enumerate(words):
        if place < len(words) - 1 and word in JOINED:
            held = word
            continue
        if word in PARTICLES:
            continue
        whole = re.sub(r"(.)\1+", r"\1", f"{held}{word}")
        whole = f"mc{whole[3:]}" if whole.startswith("mac") and len(whole) > LONG else whole
        held = ""
        found[whole] = None
        if len(whole) >= SHORTEST_MISSPELT:
            found |= {whole[:at] + whole[at + 1 :]: None for at in range(min(len(whole), LONGEST_MISSPELT))}
    return tuple(found)


def _bare(word: str) -> str:
    """Mac and Mc are one, and may be written on or apart."""
    for prefix in ("mac", "mc"):
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) >= 4:
            return rest
    return word


@lru_cache(maxsize=100_000)
def sound_of(part: str) -> str:
    """A part of a name as it sounds: its consonants by class, and a vowel where there is at most one."""
    sounded = SOUND.sub(lambda found: SOUNDED[found.group()], part)
    consonants = re.sub(r"[aeiouy]+", "", sounded[:1] + sounded[1:].replace("h", "")).replace("V", "B")
    code = re.sub(r"(.)\1+", r"\1", consonants)
    if len(code) > 1:
        return code
    vowel = re.search(r"[aeiouy]", part)
    return code + ("" if vowel is None else "e" if vowel.group() in "eiy" else "o")
