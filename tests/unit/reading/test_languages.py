"""Which language a text is in, and that plain English costs no look at the others."""

import pytest

from pipeline.reading import languages
from pipeline.reading.languages import ENGLISH, find_language

QUOTED = (
    "“We were told that the road to the north was closed, and they said it would be opened when "
    "the fighting had stopped, but nobody came and the people who had stayed were without water "
    "for eight days.” "
)
OTHERS = {
    "uk": "Уночі місто обстріляли, двоє людей загинули, каже мер. Поранених відвезли до лікарні. ",
    "ru": "Ночью город обстреляли, двое жителей погибли, сообщил мэр. Раненых отвезли в больницу. ",
    "pl": "W nocy ostrzelano miasto, zginęły dwie osoby, powiedział burmistrz. Rannych zabrano do "
    "szpitala w mieście obok. ",
    "de": "In der Nacht wurde die Stadt beschossen, zwei Menschen starben, hieß es am Ort. "
    "Am Montag war an Hilfe nicht zu denken. ",
    "fr": "Dans la nuit on a bombardé la ville et deux personnes sont mortes, a dit le maire. Les "
    "blessés ont été conduits à l'hôpital. ",
    "es": "Durante la noche bombardearon la ciudad y murieron dos personas, dijo el alcalde. "
    "Llevaron a los heridos al hospital, y los equipos de rescate siguen buscando supervivientes "
    "entre los escombros de un edificio de viviendas que quedó destruido. ",
    "nl": "In de nacht werd de stad beschoten, en of er meer dan twee doden zijn was niet bekend, "
    "zei de burgemeester. Het Rode Kruis had hulp gestuurd. ",
    "hu": "Az éjszaka a várost ágyúzták, és a polgármester szerint két ember meghalt, "
    "a sebesülteket a kórházba vitték. ",
}
NAMES = (
    "The mayor of Zovikweske, Gonhul Jarkelim, told Nevospra Radio that 12 miners fled from "
    "Shatolur. Protesters led by Yanzo Baderfi marched through Quirusha to the Vikwes bridge. "
    "Troops of the Limnev brigade entered Oskegon on Friday, and Hulfi Tolsha called it a victory. "
)


@pytest.mark.parametrize("times", [1, 3, 40])
@pytest.mark.parametrize("code", OTHERS)
def test_short_and_long_texts_of_other_languages_are_told(code: str, times: int) -> None:
    assert find_language(OTHERS[code] * times) == code


@pytest.mark.parametrize("code", OTHERS)
def test_a_text_that_quotes_english_in_its_middle_is_no_english_one(code: str) -> None:
    assert find_language(OTHERS[code] * 5 + QUOTED + OTHERS[code] * 5) == code


@pytest.mark.parametrize("times", [1, 3, 40])
def test_english_full_of_foreign_names_is_seen_without_the_model(
    times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(languages, "_ranked")
    assert find_language(NAMES * times) == ENGLISH
