"""What kind of name a word is, as a handful of bits."""

from enum import IntFlag


class NameClass(IntFlag):
    """What the places of a name are, context aside; 0 for an unknown name.

    LARGE, MID and SMALL are settlements by the best known bearer: about 300,000 people or more,
    20,000 or more, fewer. FEATURE is any other kind (river, air base, building …). ALIAS: nobody
    bears it as the main name. COMMON_WORD: also an English word. AMBIGUOUS: several places bear it.
    """

    COUNTRY = 1
    REGION = 2
    LARGE = 4
    MID = 8
    SMALL = 16
    FEATURE = 32
    ALIAS = 64
    COMMON_WORD = 128
    DEMONYM = 256
    AMBIGUOUS = 512
