"""Trigger and name → named features: what the verb takes, and the words on the way to the name.

They come beside those of `event_place_clues`, which the roles of places ask for as well.
"""

from collections.abc import Iterator

from pipeline.mentions.grammar import Grammar

_PARTS = frozenset({"compound:prt", "aux", "aux:pass", "cop", "mark", "advmod"})
_ARGUMENTS = frozenset({"obj", "iobj", "nsubj", "xcomp", "ccomp"})
_TOLD = ("obj", "nsubj", "nsubj:pass", "compound:prt")
_ABOVE = 4  # words over the verb that are told apart
_PATH = 2  # arcs of a path that are told with the verb
_SHOWN = 3  # steps of a path whose parts of speech are told
_BEFORE = 3  # words before a name that are told together
_QUOTES = frozenset('"“”`')


def verb_features(grammar: Grammar, trigger: int) -> list[str]:
    """What the verb is, takes and hangs on: whether it tells of an event at all."""
    tokens = grammar.tokens
    verb = tokens[trigger]
    lemma = verb.lemma.lower()
    before, after = grammar.text_before(trigger), grammar.text_after(trigger)
    above = tokens[verb.head].lemma.lower() if verb.head != trigger else "ROOT"
    found = [
        f"v_morph={verb.morph}",
        f"v_head={above}&{verb.dep}",
        f"v_next={after}",
        f"v_prev={before}",
        f"v={lemma}&next={after}",
        f"v={lemma}&prev={before}",
        f"v_text={verb.text.lower()}",
    ]
    found += [f"v_over={tokens[i].lemma.lower()}" for i in grammar.ancestors(trigger)[1:_ABOVE]]
    has = {tokens[child].dep for child in grammar.children[trigger]}
    found += [f"v_has={dep}&{dep in has}" for dep in _TOLD]
    found.append(f"v={lemma}&obj={'obj' in has}&passive={'nsubj:pass' in has}")
    for child in grammar.children[trigger]:
        found += _of_child(grammar, lemma, child)
    return found


def _of_child(grammar: Grammar, verb: str, child: int) -> Iterator[str]:
    token = grammar.tokens[child]
    lemma, dep = token.lemma.lower(), token.dep
    if dep.partition(":")[0] in _ARGUMENTS:
        entity = grammar.entity_over(token.start, token.end)
        yield f"v_{dep}={lemma}"
        yield f"v_{dep}={token.pos}"
        yield f"v={verb}&{dep}={lemma}"
        yield f"v={verb}&{dep}={entity.label if entity else ''}"
    elif dep in _PARTS:
        yield f"v_{dep}={lemma}"
        if dep == "compound:prt":
            yield f"v={verb}&part={lemma}"


def way_features(grammar: Grammar, trigger: int, tokens: range, kind: str) -> Iterator[str]:
    """How the name hangs on what lies between it and the verb.

    Args:
        grammar: the parse both stand in.
        trigger: index of the verb.
        tokens: those of the name.
        kind: of the place of that name; empty when the gazetteer knows none.
    """
    head = grammar.head_in(tokens)
    token, case = grammar.tokens[head], grammar.case_of(head)
    lemma = grammar.tokens[trigger].lemma.lower()
    upper = grammar.case_of(token.head) if token.head != head else ""
    governor = grammar.tokens[token.head].lemma.lower() if token.head != head else "ROOT"
    yield f"v={lemma}&case={case}"
    yield f"gov={governor}&dep={token.dep}"
    yield f"gov={governor}&upper={upper}&case={case}"
    yield f"upper={upper}&dep={token.dep}&case={case}"
    path = grammar.path(head, trigger)
    if path is not None:
        yield from _of_path(grammar, *path, lemma, case)
    yield from _of_gap(grammar, trigger, tokens, head)
    yield from _of_words(grammar, tokens, token.dep, case, kind)


def _of_path(
    grammar: Grammar, up: list[int], down: list[int], verb: str, case: str
) -> Iterator[str]:
    told = grammar.tokens
    ups, downs = [told[i].dep for i in up[:-1]], [told[i].dep for i in reversed(down[:-1])]
    if len(ups) + len(downs) <= _PATH:
        yield f"v={verb}&path={'^'.join(ups)}_{'v'.join(downs)}"
        yield f"v={verb}&path={'^'.join(ups)}_{'v'.join(downs)}&case={case}"
    yield from (f"via={told[i].lemma.lower()}" for i in up[1:] if i != down[0])
    yield from (f"via_down={told[i].lemma.lower()}" for i in down[1:])
    between = {*up[1:], *down[1:-1]} - {down[0]}
    yield f"via_verbs={min(sum(told[i].pos == 'VERB' for i in between), 3)}"
    plain_ups = [dep.partition(":")[0] for dep in ups]
    yield f"plain={'^'.join(plain_ups)}_{'v'.join(dep.partition(':')[0] for dep in downs)}"
    yield f"pos_up={'^'.join(told[i].pos for i in up[1 : 1 + _SHOWN])}&case={case}"
    yield f"pos_down={'v'.join(told[i].pos for i in down[1 : 1 + _SHOWN])}&{ups[:1]}"
    top = up[-1]
    yield f"top={told[top].lemma.lower()}"
    yield f"top_is={'verb' if top == down[0] else 'name' if top == up[0] else ''}&case={case}"
    if top == down[0] and len(up) > 1:
        argument = up[-2]
        of_it = f"{told[argument].dep}&{grammar.case_of(argument)}"
        yield f"argument={of_it}"
        yield f"v={verb}&argument={of_it}"
        yield f"argument={told[argument].lemma.lower()}&{grammar.case_of(argument)}"


def _of_gap(grammar: Grammar, trigger: int, tokens: range, head: int) -> Iterator[str]:
    """The marks between verb and name, and whether a bracket is open at the name."""
    is_after = head > trigger
    first, stop = (trigger + 1, tokens[0]) if is_after else (tokens[-1] + 1, trigger)
    texts = [token.text for token in grammar.tokens[first:stop]]
    yield f"commas={min(texts.count(','), 4)}&after={is_after}"
    yield f"quotes={min(sum(text in _QUOTES for text in texts), 2)}"
    yield f"semicolon={';' in texts}"
    yield f"brackets={'(' in texts or ')' in texts}"
    sentence = grammar.sentence_at(grammar.tokens[head].start)
    opening = [t.text for t in grammar.tokens[sentence.first if sentence else 0 : head]]
    yield f"in_brackets={opening.count('(') > opening.count(')')}"


def _of_words(grammar: Grammar, tokens: range, dep: str, case: str, kind: str) -> Iterator[str]:
    """The name itself with the words beside it."""
    told, after = grammar.tokens, tokens[-1] + 1
    if after < len(told):
        yield f"next={told[after].pos}&case={case}"
        yield f"next={told[after].lemma.lower()}&dep={dep}"
    if tokens[0] > 0:
        yield f"prev={told[tokens[0] - 1].pos}"
    if tokens[0] >= _BEFORE:
        words = [token.text.lower() for token in told[tokens[0] - _BEFORE : tokens[0]]]
        yield f"prev={' '.join(words)}"
    entity = grammar.entity_over(told[tokens[0]].start, told[tokens[-1]].end)
    label = entity.label if entity else ""
    yield f"label={label}&kind={kind}"
    yield f"label={label}&case={case}&known={bool(kind)}"
    yield f"label={label}&dep={dep}"
    name = " ".join(told[index].text for index in tokens)
    has_digit = any(letter.isdigit() for letter in name)
    yield f"shape={name.isupper()}{has_digit}{'-' in name}&{min(len(tokens), 3)}"
    yield f"ends={name[-3:].lower()}"
    yield f"begins={name[:3].lower()}"
