"""Token → whether it stands as a verb, as a noun or as a mere modifier, whatever its tag."""

from pipeline.events.tree import Tree
from pipeline.events.words import load_irregular, load_triggers, load_words

_NOMINAL = frozenset({"nsubj", "obj", "obl", "nmod"})
_OPENING = 9  # words of a sentence among which its verb follows who did it
_PART_OF_NOUN = frozenset({*_NOMINAL, "compound"})


def tells_as_verb(tree: Tree, i: int) -> bool:
    """Whether it may tell of a deed; "the injured" tells of people."""
    if tree.tokens[i].tag in {"VBN", "JJ"} and tree.bases[i] in _NOMINAL:
        return False
    is_participle = tree.tokens[i].pos == "ADJ" and not _is_plain(tree, i)
    return tree.is_verbal(i) or is_participle or _is_mistaken(tree, i)


def tells_as_noun(tree: Tree, i: int) -> bool:
    """Whether it may name a happening: a noun, or a word in -ing that stands as one."""
    token = tree.tokens[i]
    is_noun = token.pos in {"NOUN", "PROPN"} or token.tag in {"NN", "NNS"}
    if is_noun and not tree.is_verbal(i):
        return True
    if not tree.lowers[i].endswith("ing") or token.pos in {"ADP", "SCONJ"}:
        return False
    return _stands_as_noun(tree, i) or not (tells_as_verb(tree, i) and _has_clause(tree, i))


def is_mere_modifier(tree: Tree, i: int) -> bool:
    """Whether the word only colours the noun after it ("evacuation plan", "missile system")."""
    if tree.tokens[i].dep == "nmod:poss" and tree.lemmas[i] in load_words("places.toml", "crowds"):
        return True  # "the protesters' tents"
    if tree.bases[i] not in {"compound", "amod"} or tree.is_verbal(i):
        return False
    if tree.tokens[i].tag == "NNS":
        return False  # plurals seldom modify: a slip of the parser
    head = tree.head(i)
    return head is not None and tree.lemmas[head] not in load_words("standing.toml", "light_heads")


def is_modifying_verb(tree: Tree, i: int) -> bool:
    """Whether a participle stands before its noun ("fleeing civilians", "invading forces")."""
    if _opens_as_state(tree, i):
        return True
    if tree.bases[i] != "amod" or tree.tokens[i].pos == "NOUN" or tree.is_mistaken_modifier(i):
        return False
    head = tree.head(i)
    if head == i + 1 and i == tree.sentence(i).first and _is_finite_after(tree, head):
        return False  # "Shelling damages mosque": a headline's subject and verb
    after_auxiliary = i > 0 and tree.tokens[i - 1].pos == "AUX"  # "have fled", mislabelled
    return head is not None and head > i and not after_auxiliary


def _opens_as_state(tree: Tree, i: int) -> bool:
    """Whether a sentence opens with what somebody is ("Jailed critic Alexei Navalny urged …").

    Its capital makes the parser take the participle for a name or for the verb.
    """
    is_first = i == tree.sentence(i).first and tree.lowers[i].endswith("ed")
    after = tree.tokens[i + 1 : i + _OPENING]
    if not is_first or not after or tree.tokens[i].tag == "VBD":
        return False
    is_noun = after[0].pos in {"NOUN", "PROPN"}
    return is_noun and any(token.tag in {"VBD", "VBZ"} for token in after)


def _has_clause(tree: Tree, i: int) -> bool:
    """Whether a word in -ing stands as a verb ("killing 33 people"), not as a noun."""
    if tree.bases[i] in {*_PART_OF_NOUN, "amod"}:
        return False
    kids = {tree.bases[c] for c in tree.children[i]}
    return "obj" in kids and "det" not in kids


def _is_mistaken(tree: Tree, i: int) -> bool:
    """Whether a past form that only a verb has was tagged as a noun ("a missile tore into")."""
    if i > 0 and tree.lowers[i - 1] == "the":
        return False  # "a song about the fallen"
    return tree.lowers[i] in load_irregular() and tree.lowers[i] != tree.lemmas[i]


def _is_plain(tree: Tree, i: int) -> bool:
    """Whether an adjective is spelt as a verb's bare form ("close to the port")."""
    plain = load_words("irregular.toml", "adjectives")
    return tree.tokens[i].tag == "JJ" and tree.lowers[i] in plain


def _stands_as_noun(tree: Tree, i: int) -> bool:
    if tree.tokens[i].pos == "NOUN" or tree.bases[i] in _PART_OF_NOUN:
        return True
    return bool(tree.kids(i, "det", "case", "amod"))


def _is_finite_after(tree: Tree, i: int) -> bool:
    """Whether a plural may be a verb of the third person ("damages", "kills")."""
    return tree.tokens[i].tag == "NNS" and tree.lemmas[i] in load_triggers().verbs
