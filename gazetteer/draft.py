"""What a source says of a place, before it becomes a record of the file."""

from collections.abc import Iterable
from dataclasses import dataclass, field


class NameFlag:
    """What is known of one name of one place: bits of a byte in the file.

    Plain numbers, not an enum: the build works on ten million of them.
    """

    PLAIN = 0
    MAIN = 1
    GENERATED = 2  # made by rule from another name
    BARE = 4  # without the type word: "Kharkiv" for the oblast
    UNLIKE = 8  # an alternate that shares little with the main name; often another place's
    OLD = 16  # the name before a renaming
    ABBREVIATION = 32
    DEMONYM = 64
    WORD = 128  # also an English word


@dataclass(slots=True)
class Draft:
    """A place under construction; `names` maps each spelling to what is known of it.

    `fame` is 0-255, how likely a bare name means this place rather than another of the same name.
    """

    id: str
    name: str
    kind: str
    country: str
    admin1_code: str
    lat: float
    lon: float
    radius_km: float
    fame: float
    population: int = 0
    claims: tuple[str, ...] = ()
    names: dict[str, int] = field(default_factory=dict)

    def add(self, names: Iterable[str], flags: int) -> None:
        """Note further names; what is already known of a name stays."""
        for name in names:
            if name and name != self.name:
                self.names.setdefault(name, flags)
