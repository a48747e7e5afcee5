"""People who never were: names from invented stocks, ages, ethnicity, language; telephones of ranges nobody has.

Ofcom keeps 07700 900000-900999 and 01632 960000-960999 for drama. The stocks are ours; no name of one was put with
another because somebody bears both.
"""

from datetime import date, timedelta
from random import Random

from constabulary.casework.people import PersonDetails, PlaceDetails
from constabulary.standards.values import value


@value
class Tradition:
    """A stock of names of one naming tradition: how common, given names by sex, family names, ethnicity, language."""

    weight: int
    female: tuple[str, ...]
    male: tuple[str, ...]
    family: tuple[str, ...]
    ethnicity: str
    language: str = "English"
    speaks_it: float = 0.0


TRADITIONS: tuple[Tradition, ...] = (
    Tradition(
        weight=82,
        female=("Avril", "Bryony", "Cressida", "Dilys", "Elspeth", "Fenella", "Gwenda", "Hester", "Isolde", "Jessamy",
                "Kerensa", "Linnet", "Merrin", "Nerys", "Odette", "Petra", "Rowena", "Sorrel", "Tamsin", "Wren"),
        male=("Alaric", "Bevis", "Corin", "Denzil", "Emrys", "Fergal", "Gareth", "Hedley", "Ivor", "Jago", "Kester",
              "Lachlan", "Merlin", "Ninian", "Osbert", "Piers", "Quentin", "Rufus", "Silas", "Tobit"),
        family=("Ashlock", "Barrowmere", "Catterlow", "Dunthorne", "Elverstone", "Farrowdale", "Gullimore", "Hathersedge",
                "Inglewell", "Jessopley", "Kettleburn", "Larkspear", "Mossgrave", "Netherfold", "Orchardson",
                "Pellowby", "Quarrington", "Ravensett", "Stallybrook", "Tarrowby", "Underlock", "Venmarsh",
                "Wickersole", "Yarrowden"),
        ethnicity="white_british",
    ),
    Tradition(
        weight=5,
        female=("Amarita", "Deepali", "Harsimi", "Jasvina", "Kiranjeet", "Navpriya", "Parvita", "Simrata"),
        male=("Amarvir", "Daljot", "Gurveer", "Harkaran", "Jaspreem", "Manvir", "Ranbeer", "Sukhvan"),
        family=("Bhandral", "Chahgill", "Dhanvara", "Kalsivan", "Mandhara", "Purevar", "Sandhavi", "Virdeesh"),
        ethnicity="asian_indian", language="Punjabi", speaks_it=0.15,
    ),
    Tradition(
        weight=4,
        female=("Aldona", "Bozica", "Danuska", "Ewelia", "Grazka", "Jolanka", "Milenka", "Zofiana"),
        male=("Bolesz", "Dariuk", "Henrysz", "Jaromek", "Kazimek", "Leszko", "Radomil", "Witoslav"),
        family=("Borowicz-Lak", "Dabrolski", "Gorzalik", "Jaskolnik", "Kwiatovski", "Marczenko", "Sosnowik", "Wronicz"),
        ethnicity="white_other", language="Polish", speaks_it=0.35,
    ),
    Tradition(
        weight=3,
        female=("Abenisa", "Chidimna", "Efunike", "Ifeadora", "Morayola", "Ngozika", "Temilade", "Yewandi"),
        male=("Adebowo", "Chukwudim", "Ekundare", "Folarimi", "Ikennan", "Obinwe", "Tundeyo", "Uzomani"),
        family=("Adekorin", "Balogumi", "Ezenwaka", "Ifedolapo", "Madubuko", "Nwachiku", "Oladimeyi", "Sowandu"),
        ethnicity="black_african",
    ),
    Tradition(
        weight=3,
        female=("Anwaria", "Farhanat", "Hamidah", "Nusaibat", "Rukshana", "Shamimi", "Tahmeena", "Zarintaj"),
        male=("Anisul", "Faridoon", "Habibar", "Kamrool", "Mustaqim", "Rafiqul", "Shafiqan", "Zubayran"),
        family=("Ahmadyar", "Chowdhar", "Hossaini-Das", "Miahzadeh", "Qurayshan", "Rahmandin", "Siddiqar", "Talukvar"),
        ethnicity="asian_bangladeshi", language="Bengali", speaks_it=0.2,
    ),
    Tradition(
        weight=3,
        female=("Anastela", "Corneliana", "Doiniţa", "Ilinca-Mara", "Luminita", "Raluciana", "Sorineta", "Viorela"),
        male=("Bogdanel", "Cezarin", "Dragomil", "Emilian", "Liviuş", "Octavel", "Razvanel", "Silvianu"),
        family=("Bălanescu-Tei", "Codreanik", "Dumbravan", "Lazarovici", "Munteneli", "Pădurescu", "Stejarul", "Vulturean"),
        ethnicity="white_other", language="Romanian", speaks_it=0.4,
    ),
)  # fmt: skip
WEIGHTS = [one.weight for one in TRADITIONS]


@value
class Name:
    """A name, with the sex and the tradition it is of."""

    given: str
    family: str
    sex: str
    tradition: Tradition


def invent_name(chance: Random) -> Name:
    """A name."""
    tradition = chance.choices(TRADITIONS, WEIGHTS)[0]
    sex = "female" if chance.random() < 0.5 else "male"
    given = chance.choice(tradition.female if sex == "female" else tradition.male)
    return Name(given=given, family=chance.choice(tradition.family), sex=sex, tradition=tradition)


def invent_telephone(chance: Random) -> str:
    """A number that nobody has."""
    if chance.random() < 0.85:
        return f"07700 900{chance.randrange(1000):03d}"
    return f"01632 960{chance.randrange(1000):03d}"


def invent_email(chance: Random, given: str, family: str) -> str:
    """An address of a domain that nobody can have."""
    letters = "".join(one for one in f"{given}.{family}".lower() if one.isascii() and (one.isalpha() or one == "."))
    return f"{letters}{chance.randrange(100)}@example.org"


def invent_person(
    chance: Random, *, on: date, least: int = 18, most: int = 79, home: PlaceDetails | None = None
) -> PersonDetails:
    """A person of an age between these on a day."""
    name = invent_name(chance)
    age = least + (most - least) * chance.random() ** 1.4
    speaks = name.tradition.language if chance.random() < name.tradition.speaks_it else "English"
    return PersonDetails(
        given=name.given,
        family=name.family,
        born_on=on - timedelta(days=round(age * 365.25) + 1),
        sex=name.sex,
        ethnicity=name.tradition.ethnicity,
        language=speaks,
        telephone=invent_telephone(chance) if least >= 10 else "",
        address=home,
    )
