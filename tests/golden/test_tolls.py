"""How reports count the dead and the hurt: each told in its own way, of the first event told."""

import datetime as dt
import functools

import pytest
from spacy.language import Language

from gazetteer import Gazetteer
from pipeline import flow
from pipeline.language import parse
from pipeline.records import Annotation, Article, Harm

pytestmark = pytest.mark.model

TODAY = dt.date(2022, 3, 20)
# Text, killed from and to, hurt from and to; what is not said is None.
TOLLS = [
    # Several kinds of people, and how the parser hangs them.
    ("A mine in Izium killed a farmer, his wife and their guest.", (3, 3, None, None)),
    ("Shells killed the reporter Olha Petrenko and two others in Sumy.", (3, 3, None, None)),
    ("A blast in Kabul killed Governor Rahim Daudi and 11 other people.", (12, 12, None, None)),
    ("A bomber in Kabul blew up a bus, killing himself and two guards.", (3, 3, None, None)),
    ("The lodgers, a nurse and her son, died when a shell hit Lyman.", (2, 2, None, None)),
    ("A missile hit Lyman and an elderly couple were killed.", (2, 2, None, None)),
    (
        "Shells hit Lyman: a cook was killed at once and a driver died later.",
        (2, 2, None, None),
    ),
    ("Shells hit a stop in Lyman: a mother, father and two girls died.", (4, 4, None, None)),
    ("In Sumy a shell killed a nurse together with her two sons.", (3, 3, None, None)),
    ("Two nurses, Olha Koval and Ira Bondar, were shot dead in Izium.", (2, 2, None, None)),
    ("Shells fell on Lyman. The dead were a cook and his two sons.", (3, 3, None, None)),
    ("Shells in Sumy killed a commander, Oleh Koval, along with his deputy.", (2, 2, None, None)),
    # Parts, ages and ranges.
    ("A missile killed nine people in Lyman, four men and five women.", (9, 9, None, None)),
    ("A boy of about 14 died when a shell struck a house in Chuhuiv.", (1, 1, None, None)),
    (
        "Lyman was struck, with eight killed, among them Kira Koval, her mother and her aunt.",
        (8, 8, None, None),
    ),
    ("Half a dozen people were killed by shells in Lyman on Friday.", (6, None, None, None)),
    ("Nine people, among them a young mother, died in shelling of Sumy.", (9, 9, None, None)),
    ("Two sisters aged 8 and 11 were killed by a mine near Izium.", (2, 2, None, None)),
    ("At least 40 people, most over 60, died in floods in Valencia.", (40, None, None, None)),
    ("Between 20 and 30 soldiers were killed in an attack on Izium.", (20, 30, None, None)),
    ("A rocket landed amid the queue in Sumy and 17 of them were killed.", (17, 17, None, None)),
    ("Two boys born in 2003 and 2004 died in shelling of Sumy on Friday.", (2, 2, None, None)),
    ("Russia hit Sumy: Ukraine mourns after a strike that killed over 50.", (50, None, None, None)),
    ("The situation in Sumy: a man was killed in a rocket attack.", (1, 1, None, None)),
    # All the dead, as told last.
    ("Shells hit Sumy. Two more bodies were found, taking the toll to 15.", (15, 15, None, None)),
    (
        "A missile hit Lyman. The number of those killed has risen to 13.",
        (13, 13, None, None),
    ),
    (
        (
            "A rocket hit Sumy on Friday. The toll was initially put at 14. Police said on Sunday "
            "that nine people had been killed."
        ),
        (9, 9, None, None),
    ),
    (
        (
            "A bomb went off in a mosque in Kabul on Friday. By Sunday the toll stood at 41 dead "
            "and 70 injured."
        ),
        (41, 41, 70, 70),
    ),
    (
        "A mine blew up a car in Izium on Friday. Three men died. A fourth died on Saturday.",
        (4, 4, None, None),
    ),
    (
        (
            "A bomb went off in Kabul on Friday. Police spoke of 35 deaths. By Sunday the figure "
            "had climbed to 54."
        ),
        (54, 54, None, None),
    ),
    (
        "Shells hit a square in Sumy on Friday. The mayor gave the number of the dead as 47.",
        (47, 47, None, None),
    ),
    ("Lyman was bombed on Friday; a school came down and five died.", (5, 5, None, None)),
    ("In Sumy, soldiers had shot dead an unarmed man of 62 on Friday.", (1, 1, None, None)),
    ("A missile hit Lyman on Friday. So far, ten people have died.", (10, 10, None, None)),
    ("Tens of thousands of people died in the siege of Mariupol.", (20000, None, None, None)),
    (
        "Bombs hit Lyman on Friday. The mayor spoke of 25 dead; later the toll was raised to 27.",
        (27, 27, None, None),
    ),
    (
        "A rocket hit Lyman. The count of the dead went from three to 17 by evening.",
        (17, 17, None, None),
    ),
    (
        "Rockets hit Lyman on Friday. Ukraine's railways said 25 people had been killed.",
        (25, 25, None, None),
    ),
    ("A bomb hit a bus in Sumy. The toll had risen by two to seven.", (7, 7, None, None)),
    # Those hurt, in a clause or a sentence of their own.
    ("A missile hit Lyman on Friday. Eleven people were wounded.", (None, None, 11, 11)),
    ("A missile hit Lyman, and 14 people were taken to hospital.", (None, None, 14, 14)),
    ("A missile hit Lyman; one man died and three more were injured.", (1, 1, 3, 3)),
    (
        "A missile hit Lyman. Seven people died, and eight, including a boy, were wounded.",
        (7, 7, 8, 8),
    ),
    ("Three soldiers were killed and two others injured by a mine in Izium.", (3, 3, 2, 2)),
    ("Shells killed 20 people in Sumy; dozens more have received treatment.", (20, 20, 24, None)),
    (
        "The mayor of shelled Sumy put the death toll at six and the number of injured at 28.",
        (6, 6, 28, 28),
    ),
    ("War: 21 killed in Sumy as a result of shelling, 27 wounded - Koval.", (21, 21, 27, 27)),
    ("Two people were killed and two more were wounded in shelling of Sumy.", (2, 2, 2, 2)),
    ("In a month of shelling, 58 civilians killed, 88 injured in Sumy.", (58, 58, 88, 88)),
    ("Shelling of Sumy: civilian killed, eight wounded", (1, 1, 8, 8)),
    ("Soldier wounded amid two enemy attacks in Lyman", (None, None, 1, 1)),
    ("1 civilian killed, 5 injured in Sumy in shelling", (1, 1, 5, 5)),
    (
        "Shells killed two and hurt 60 in Sumy. Two people died and 61 more were injured.",
        (2, 2, 61, 61),
    ),
    # Nobody.
    ("A missile hit Lyman on Friday, but no one was hurt.", (0, 0, 0, 0)),
    ("A missile hit Lyman on Friday. There were no casualties.", (0, 0, 0, 0)),
    ("A plane crashed near Kathmandu. None of the 72 aboard survived.", (72, 72, None, None)),
    # Others, of another place or time.
    (
        "A missile hit Lyman on Friday. In Kharkiv, five people were wounded.",
        (None, None, None, None),
    ),
    (
        "A missile hit Lyman on Friday. Since the invasion began, 90 people have been wounded.",
        (None, None, None, None),
    ),
    (
        "A missile hit Lyman on Friday. In 2014 the town was shelled. Ten people were wounded.",
        (None, None, None, None),
    ),
    # Who was killed, before what killed them.
    (
        (
            "Six killed in Lyman\n\nRockets hit Lyman on Friday. Three men and two women died at "
            "the scene."
        ),
        (6, 6, None, None),
    ),
]


@pytest.mark.parametrize(("text", "counts"), TOLLS, ids=[text[:60] for text, _ in TOLLS])
def test_a_toll_is_counted(
    nlp: Language, gazetteer: Gazetteer, text: str, counts: tuple[int | None, ...]
) -> None:
    stages = flow.Stages(functools.partial(parse, nlp), gazetteer, demonyms=False)
    (annotation,) = flow.annotate_batch([Article("a", text, date=TODAY)], stages)
    assert isinstance(annotation, Annotation)
    assert annotation.events[0].harm == Harm(*counts)
