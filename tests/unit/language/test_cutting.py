from pipeline.language.cutting import LONGEST, cut_sentences
from pipeline.records import Sentence, Token


def words(count: int, head: int) -> tuple[Token, ...]:
    return tuple(
        Token(2 * n, 2 * n + 1, "a", "a", "NOUN", "NN", "", "dep", head) for n in range(count)
    )


def test_a_sentence_that_people_write_stays_whole() -> None:
    tokens, sentences = words(LONGEST, 0), (Sentence(0, 2 * LONGEST - 1, 0, LONGEST),)
    assert cut_sentences(tokens, sentences) == (tokens, sentences)


def test_a_longer_one_is_cut_and_every_head_lies_in_its_part() -> None:
    count = 2 * LONGEST + 3
    tokens, sentences = cut_sentences(words(count, 1), (Sentence(0, 2 * count - 1, 0, count),))
    assert [(s.first, s.stop) for s in sentences] == [
        (0, LONGEST),
        (LONGEST, 2 * LONGEST),
        (2 * LONGEST, count),
    ]
    assert [(s.start, s.end) for s in sentences] == [
        (tokens[s.first].start, tokens[s.stop - 1].end) for s in sentences
    ]
    for sentence in sentences:
        heads = {token.head for token in tokens[sentence.first : sentence.stop]}
        assert all(sentence.first <= head < sentence.stop for head in heads)
    assert {token.dep for token in tokens[LONGEST:]} == {"root"}
