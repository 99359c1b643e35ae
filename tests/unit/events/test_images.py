"""How reporters on the spot tell things: each image tells its type, its double tells nothing."""

import datetime as dt
import functools
from collections.abc import Callable

import pytest
from spacy.language import Language

from gazetteer import Gazetteer
from pipeline import flow
from pipeline.language import parse
from pipeline.records import Annotation, Article

pytestmark = pytest.mark.model

Reader = Callable[[str], list[str]]


@pytest.fixture(scope="module")
def read(nlp: Language, gazetteer: Gazetteer) -> Reader:
    """The types that a text of Friday 25 March 2022 tells of."""
    stages = flow.Stages(functools.partial(parse, nlp), gazetteer, demonyms=False)

    def types(text: str) -> list[str]:
        article = Article("a", text, date=dt.date(2022, 3, 25))
        (outcome,) = flow.annotate_batch([article], stages)
        assert isinstance(outcome, Annotation)
        return [event.type for event in outcome.events]

    return types


TOLD = {
    "A second night of fire on the docks of Odesa ended on Monday.": "shelling",
    "Wednesday's salvo on Nikopol cost the town its bakery.": "shelling",
    "Two of the rounds tore a hole in a school in Sumy on Monday.": "shelling",
    "Wreckage of a drone fell on a kindergarten in Kyiv on Monday.": "air_strike",
    "Four drones were plucked from the sky over Poltava on Monday.": "air_strike",
    "A parcel bomb burst at a post office in Kherson on Monday.": "explosion",
    "A company of raiders was mown down near Lyman on Monday.": "ground_battle",
    "The occupiers were thrown out of Irpin on Monday; the Ukrainian flag is back over Irpin.": (
        "territory_control"
    ),
    "Ukrainian troops punched through the lines at Izium on Monday.": "territory_control",
    "Lyman was hemmed in by Russian troops on Monday.": "siege",
    "A column of tanks ground to a halt near Sumy on Monday.": "troop_movement",
    "Howitzer batteries took up positions outside Sloviansk on Monday.": "troop_movement",
    "A teacher was picked off by a sniper in Irpin on Monday.": "violence_civilians",
    "She found a corpse with bound hands in a ditch near Bucha on Monday.": "violence_civilians",
    "Refugees poured across the border at Siret on Monday.": "displacement",
    "Krakow has taken in 90,000 refugees, its mayor said on Monday.": "displacement",
    "Volunteers dished out soup to refugees in Lviv on Monday.": "humanitarian_aid",
    "A field hospital opened in Uzhhorod on Monday.": "humanitarian_aid",
    "Ministers haggled over gas in Prague on Monday.": "talks_diplomacy",
    "Greece dropped its objections in Brussels on Monday.": "talks_diplomacy",
    "Miners downed tools in Donetsk on Monday.": "protest",
    "Activists hung a banner from a bridge in Paris on Monday.": "protest",
    "A mole was caught red-handed by the security service in Dnipro on Monday.": "arrest_court",
    "Two districts of Poltava had no electricity on Monday.": "infrastructure_outage",
    "Trams in Kharkiv came to a standstill on Monday.": "infrastructure_outage",
    "A mine took off a shepherd's foot near Izium on Monday.": "explosion",
    "The garrison of Lyman held out near Izium on Monday.": "ground_battle",
    "The suburbs of Odesa went dark on Monday.": "infrastructure_outage",
    "The Russian ambassador was called in on Monday in Madrid.": "talks_diplomacy",
    "Two girls were buried under the slabs of a hostel in Sumy on Monday.": "shelling",
    "Canada stripped the oligarch of his citizenship on Monday.": "security_measure",
}


@pytest.mark.parametrize(("text", "kind"), TOLD.items())
def test_an_image_of_the_trade_tells_a_type(text: str, kind: str, read: Reader) -> None:
    assert kind in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "The choir dished out carols in Lviv on Monday.",
        "The barista ground coffee in Warsaw on Monday.",
        "The alarm went off at a hotel in Lviv on Monday.",
        "Tourists poured into Odesa on Monday.",
        "The firm dropped its prices in Kyiv on Monday.",
        "The play went over the top, said a critic in Lviv on Monday.",
        "The waiter served soup at a restaurant in Lviv on Monday.",
        "Kharkiv wiped out Lviv by four goals to nil on Monday.",
        "The theatre went dark for the second act in Lviv on Monday.",
        "Kyiv has been spared the worst.",
    ],
)
def test_its_double_tells_nothing(text: str, read: Reader) -> None:
    assert read(text) == []
