"""The final answer of a derivative: found, evaluated in every case, compared."""

from collections.abc import Sequence
from dataclasses import replace

from grader.model.written import WrittenQuestion
from grader.written.compare.expected import expected_value
from grader.written.compare.forms import bare_in_sum, other_symbols, untaken
from grader.written.compare.judgement import Judgement, Tried
from grader.written.compare.outcome import Outcome
from grader.written.compare.workbench import Workbench
from grader.written.evaluate.trouble import CannotTell
from grader.written.locate.targets import derivative_head, index_letters, manifest_target
from grader.written.locate.topics import Topic, fits, repeated
from grader.written.parse.formula import Parsed, parse
from grader.written.parse.notes import Note
from grader.written.parse.tree import Name, Node, Number, Relation, Total, walk
from grader.written.segment.chain import Chain
from grader.written.session import Session
from grader.written.worlds.world import World

TOLERANCES = {True: 1e-6, False: 1e-8}
"""Of values from numerical differences of the reference, and of its own outputs."""


def judge_derivative(question: WrittenQuestion, session: Session) -> Judgement:
    """Judge the answer to a question for a derivative."""
    chains = answer_chains(question, session)
    if not chains:
        return Judgement("not-located", "no formula was found that answers this question")
    return judge_chains(question, chains, session)


def judge_chains(question: WrittenQuestion, chains: Sequence[Chain], session: Session) -> Judgement:
    """Judge chains that answer a question: in every case the last one that speaks of it."""
    assert question.world is not None and question.expected is not None
    tried: list[Tried] = []
    uncovered = False
    topics = [session.topics[each.number] for each in reversed(chains)]
    introduced = tuple(dict.fromkeys(letter for each in topics for letter in each.letters))
    beside = tuple(dict.fromkeys(letter for each in topics for letter in each.others))
    worlds = asked_worlds(question, session, introduced, beside)
    groups: dict[int, list[World]] = {}
    for world in worlds:
        speaking = [each for each in chains if session.applies(each, world)]
        if not speaking:
            uncovered = True
            continue
        groups.setdefault(speaking[-1].number, []).append(world)
    by_number = {each.number: each for each in chains}
    for number, group in sorted(groups.items()):
        tried.append(_try(question, by_number[number], group, session))
    return _combined(question, tried, uncovered, chains, session)


def _try(question: WrittenQuestion, chain: Chain, worlds: list[World], session: Session) -> Tried:
    assert question.expected is not None
    bench = Workbench(worlds, session.definitions[chain.number], session.budget)
    by = by_name(question, chain, session)
    expected = tuple(
        expected_value(question.expected, by, world, session.functions) for world in worlds
    )
    last = chain.members[-1]
    if last.tree is None:
        from_tree = bench.compare_with(_NOTHING, expected)
        why = last.parsed.why if not isinstance(last.parsed, Parsed) else ""
        return Tried(chain, last, bench, expected, _cannot(why or from_tree.why))
    unequal = [each.relation for each in chain.members if each.relation not in _EQUAL]
    if unequal:
        why = f"the answer stands behind `{unequal[-1]}`, which is no equality"
        return Tried(chain, last, bench, expected, _cannot(why))
    stray = _stray(chain, last.tree, worlds[0], session)
    if stray:
        return Tried(
            chain, last, bench, expected, _cannot(f"the index {stray} is not introduced here")
        )
    relative = TOLERANCES[question.expected.differentiate is not None]
    outcome = bench.compare_with(last.tree, expected, relative)
    if outcome.truth == "cannot-tell" and question.world == "cross-entropy":
        outcome = _renamed(question, chain, last.tree, session) or outcome
    return Tried(chain, last, bench, expected, outcome)


def _stray(chain: Chain, tree: Node, world: World, session: Session) -> str:
    """Return an index letter that another left-hand side introduced, not this chain's own."""
    topic = session.topics[chain.number]
    if not topic.letters:
        return ""
    own = {*topic.letters, *topic.others}
    bound = {
        each.base
        for total in walk(tree)
        if isinstance(total, Total)
        for below in total.below
        for each in walk(below)
        if isinstance(each, Name)
    }
    names = [each for each in walk(tree) if isinstance(each, Name)]
    used = {letter for each in names for letter in index_letters(each)}
    strange = (used & set(world.free)) - own - bound
    return min((each for each in strange if world.free[each].domain != "offset"), default="")


def _renamed(
    question: WrittenQuestion, chain: Chain, tree: Node, session: Session
) -> Outcome | None:
    """Compare with the one index letter of the answer read as that of the left-hand side.

    d/dx_j answered by y-hat_i - y_i: every entry has the same formula, so the letter is a slip.
    """
    topic = session.topics[chain.number]
    names = [each for each in walk(tree) if isinstance(each, Name)]
    subs = {letter for each in names for letter in index_letters(each)}
    if len(topic.letters) != 1 or len(subs) != 1 or subs == set(topic.letters):
        return None
    assert question.world is not None and question.expected is not None
    worlds = session.worlds(question.world, (*topic.letters, *subs), (), False)
    bench = Workbench(worlds, session.definitions[chain.number], session.budget)
    by = by_name(question, chain, session)
    expected = [expected_value(question.expected, by, each, session.functions) for each in worlds]
    outcome = bench.compare_with(tree, expected)
    return replace(outcome, reading="renamed") if outcome.truth == "holds" else None


_NOTHING = Name("")
_EQUAL = ("", "=", "implied", ":=")


def _cannot(why: str) -> Outcome:
    return Outcome("cannot-tell", why=why)


def _combined(
    question: WrittenQuestion,
    tried: list[Tried],
    uncovered: bool,
    chains: Sequence[Chain],
    session: Session,
) -> Judgement:
    """Return one judgement for all cases: right only where all are."""
    everything = tuple(tried), tuple(chains)
    if not tried:
        return Judgement(
            "cannot-tell", "the case that is asked for was not found", None, *everything
        )
    if any(
        len(each.chain.members) == 1 and session.topics[each.chain.number].headed for each in tried
    ):
        return Judgement(
            "cannot-tell", "the left-hand side has no right-hand side", None, *everything
        )
    target = session.topics[tried[0].chain.number].target
    if question.world in ("skip-gram", "cbow") and any(
        each.expression.tree is not None and bare_in_sum(each.expression.tree) for each in tried
    ):
        return Judgement(
            "cannot-tell", "a loss in a sum is written without its arguments", None, *everything
        )
    operators = [
        each
        for each in tried
        if each.expression.tree is not None
        and untaken(each.expression.tree, question, target, each.bench.worlds[0])
    ]
    if operators and _said_elsewhere(tried, session):
        return Judgement(
            "cannot-tell", "the answer may stand in another formula", None, *everything
        )
    for each in tried:
        if each.outcome.truth == "cannot-tell" and each not in operators:
            return Judgement("cannot-tell", each.outcome.why, None, *everything)
    unclear = any(not session.understood(each.chain) for each in tried)
    wrong = [each for each in tried if each.outcome.truth == "fails"]
    if operators:
        if _unread_after(operators[-1].chain, chains, session):
            return Judgement("cannot-tell", "a later line could not be read", None, *everything)
        return Judgement(
            "wrong", "the derivative is still to be taken", "derivative-not-taken", *everything
        )
    if wrong:
        if unclear:
            return Judgement("cannot-tell", "a condition is not understood", None, *everything)
        if _unread_after(wrong[-1].chain, chains, session):
            return Judgement("cannot-tell", "a later line could not be read", None, *everything)
        if any(note.severity == "guess" for note in _notes(wrong[-1])):
            return Judgement("cannot-tell", _guess(wrong[-1]), None, *everything)
        return Judgement("wrong", wrong[-1].outcome.why, None, *everything)
    if uncovered or unclear:
        return Judgement(
            "cannot-tell", "the formula is right where it was tried, but not every case is clear",
            None, *everything,
        )  # fmt: skip
    for each in tried:
        if any(note.severity == "guess" for note in _notes(each)):
            return Judgement("cannot-tell", _guess(each), None, *everything)
    return Judgement("right", "", None, *everything, tuple(_remarks(question, tried)))


def _notes(tried: Tried) -> tuple[Note, ...]:
    parsed = tried.expression.parsed
    return parsed.notes if isinstance(parsed, Parsed) else ()


def _guess(tried: Tried) -> str:
    guesses = [each.message for each in _notes(tried) if each.severity == "guess"]
    return f"it is read with a guess: {guesses[0]}"


def _remarks(question: WrittenQuestion, tried: list[Tried]) -> list[tuple[str, str, str]]:
    """Return what should be said of a right answer: layout, kind readings, other symbols."""
    found: list[tuple[str, str, str]] = []
    for each in tried:
        if each.outcome.turned:
            found.append(
                ("turned", "layout", "right up to a transpose: rows and columns are exchanged")
            )
        if each.outcome.reading:
            found.append((each.outcome.reading, "notation", READINGS[each.outcome.reading]))
        for note in (*each.expression.notes, *_notes(each)):
            found.append((note.slug, note.severity, note.message))
        tree = each.expression.tree
        if tree is not None:
            for words in sorted(each.bench.remarks.get(id(tree), ())):
                found.append(("read-kindly", "notation", words))
            others = other_symbols(tree, question)
            if others:
                found.append(
                    ("other-symbols", "layout", f"not in the asked symbols: {', '.join(others)}")
                )
    return list(dict.fromkeys(found))


READINGS = {
    "renamed": "the index of the answer is read as the index of the left-hand side",
    "vectors-turned": "vectors are read as rows or columns, whichever fits",
    "entrywise": "two vectors side by side are read as their entrywise product",
}


def _said_elsewhere(tried: list[Tried], session: Session) -> bool:
    """Tell whether a formula behind the chain, without a left-hand side, is the right answer."""
    last = tried[-1]
    for later in session.chains[last.chain.number + 1 :]:
        if later.region != last.chain.region:
            break
        tree = later.members[-1].tree
        if tree is None or session.topics[later.number].headed:
            continue
        if last.bench.compare_with(tree, last.expected).truth == "holds":
            return True
    return False


def _unread_after(chain: Chain, chains: Sequence[Chain], session: Session) -> bool:
    """Tell whether a display that can't be read stands behind a chain, before the next topic."""
    for later in session.chains[chain.number + 1 :]:
        if later.region != chain.region:
            break
        topic = session.topics[later.number]
        if topic.headed and later not in chains:
            break
        if later.display and any(each.tree is None for each in later.members):
            return True
    return any(each.tree is None for each in chain.members[-1:])


# which chains answer


def answer_chains(question: WrittenQuestion, session: Session) -> list[Chain]:
    """Return the chains that answer a question: by left-hand side, else by label."""
    marked = [r.number for r in session.regions if r.marker == question.id]
    if marked:
        inside = [c for c in _own(session) if c.region in marked]
        headed = [c for c in inside if session.topics[c.number].headed]
        return _with_followers(headed, question, session) or inside[-1:]
    found = _best_placed(
        [each for each in _own(session) if _answers(each, question, session)], question, session
    )
    if found:
        return _with_followers(found, question, session)
    labelled = [
        region.number
        for region in session.regions
        if any(fits(label, region) == 2 for label in question.labels)
    ]
    if not labelled or _shared_label(question, session):
        return []
    inside = [
        c
        for c in _own(session)
        if c.region in labelled
        and (c.display or len(c.members) > 1)
        and not _claimed(c, question, session)
        and session.topics[c.number].world in (question.world, None)
        and c.number not in session.defining
    ]
    headed = [c for c in inside if session.topics[c.number].headed]
    return headed[-1:] or [c for c in inside if c.display][-1:]


def _best_placed(found: list[Chain], question: WrittenQuestion, session: Session) -> list[Chain]:
    """Return those under the question's own label, where there are any; else all."""
    placed = [
        each
        for each in found
        if any(fits(label, session.regions[each.region]) == 2 for label in question.labels)
    ]
    return placed or found


def _own(session: Session) -> list[Chain]:
    """Return the chains that are no part of a copied question."""
    return [chain for chain in session.chains if session.own(chain)]


def _shared_label(question: WrittenQuestion, session: Session) -> bool:
    """Tell whether other questions for a formula stand under the same label."""
    return any(
        other.id != question.id
        and other.kind != "free-text"
        and set(other.labels) & set(question.labels)
        for other in session.manifest.questions
    )


def _claimed(chain: Chain, question: WrittenQuestion, session: Session) -> bool:
    """Tell whether a chain answers another question by its left-hand side."""
    return any(
        _answers(chain, other, session)
        for other in session.manifest.questions
        if other.id != question.id and other.kind == "derivative"
    )


def _answers(chain: Chain, question: WrittenQuestion, session: Session) -> bool:
    """Tell whether a chain's left-hand side is what a question asks for."""
    topic = session.topics[chain.number]
    if not topic.headed or topic.target is None or len(chain.members) < 2:
        return False
    if chain.members[-1].tree == Number(0.0) and question.when != "not-center":
        # `dJ/dv_c = 0` asks when the gradient is zero; it is no gradient.
        return False
    wanted = {manifest_target(each) for each in question.targets}
    region = session.regions[chain.region]
    if topic.target not in wanted and not _general(topic, question):
        odd = topic.target.base == "u" and topic.target.index in ("center", "several")
        under = any(fits(label, region) == 2 for label in question.labels)
        if not (odd and under and {each.base for each in wanted} == {"u"}):
            return False
    if question.world == "repeated-negatives":
        return topic.world == "negative-sampling" and repeated(region, question)
    if topic.world != question.world:
        return False
    if question.world == "negative-sampling":
        for other in session.manifest.questions:
            if other.world == "repeated-negatives" and repeated(region, other):
                return any(fits(label, region) for label in question.labels)
    worlds = asked_worlds(question, session, topic.letters)
    return any(session.applies(chain, world) for world in worlds)


def _general(topic: Topic, question: WrittenQuestion) -> bool:
    """Tell a formula for any word that covers the case asked for."""
    target = topic.target
    assert target is not None
    if question.when == "true-word" and question.world == "naive-softmax":
        return target.base == "u" and target.index in ("true", "any")
    if question.when == "true-word":
        return target.base == "u" and target.index == "any" and bool(topic.conditions)
    if question.when in ("other-word", "sample"):
        if target.base == "u" and target.index == "true":
            # u_o written where the condition says w != o.
            return any(isinstance(c, Relation) and c.sign == "!=" for c in topic.conditions)
        return target.base == "u" and target.index == "any"
    if question.when == "not-center":
        return target.base == "v" and target.index in ("any", "offset")
    return False


def asked_worlds(
    question: WrittenQuestion,
    session: Session,
    letters: tuple[str, ...],
    others: tuple[str, ...] = (),
) -> list[World]:
    """Return the worlds of the case that a question asks for."""
    assert question.world is not None
    cases = question.when in ("true-word", "other-word")
    worlds = session.worlds(question.world, letters, others, cases)
    if not cases:
        return list(worlds)
    wanted = []
    for world in worlds:
        letter = next((each for each in letters if each in world.free), "")
        letter = letter or next((each for each in ("w", "k") if each in world.free), "")
        is_true = world.word(world.free[letter]) == world.true_word()  # type: ignore[attr-defined]
        if is_true == (question.when == "true-word"):
            wanted.append(world)
    return wanted


def by_name(question: WrittenQuestion, chain: Chain, session: Session) -> Name | None:
    """Return what the expected value is differentiated by, in the student's own index letter."""
    if question.kind == "value":
        return None
    head = derivative_head(chain.members[0].tree)
    if head is not None and isinstance(head.by, Name):
        target = session.topics[chain.number].target
        wanted = {manifest_target(each) for each in question.targets}
        topic = session.topics[chain.number]
        if target in wanted or (target is not None and _general(topic, question)):
            return Name(head.by.base, head.by.accent, _without_conditions(head.by.subs))
    parsed = parse(question.targets[0])
    assert isinstance(parsed, Parsed) and isinstance(parsed.tree, Name)
    return parsed.tree


def _without_conditions(subs: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return the indices of a symbol: v_{w, w != c} is v_w."""
    plain = tuple(each for each in subs if not isinstance(each, Relation))
    return plain or tuple(each.left for each in subs if isinstance(each, Relation))[:1]


def _with_followers(found: list[Chain], question: WrittenQuestion, session: Session) -> list[Chain]:
    """Return chains and those without a left-hand side that carry on to the same value."""
    chains = list(found)
    last = found[-1] if found else None
    if last is None:
        return chains
    tree = last.members[-1].tree
    if tree is None:
        return chains
    for later in session.chains[last.number + 1 :]:
        topic = session.topics[later.number]
        if later.region != last.region or topic.headed:
            break
        if not later.display or not _bare(later, session):
            continue
        first = later.members[0].tree
        bench = session.bench(last)
        if first is None or bench is None:
            continue
        try:
            if bench.compare(tree, first).truth == "holds":
                chains.append(later)
        except CannotTell:
            continue
    return chains


def _bare(chain: Chain, session: Session) -> bool:
    """Tell a chain that starts with an expression, not with a name that it defines."""
    first = chain.members[0].tree
    return (
        first is not None and not isinstance(first, Name) and chain.number not in session.defining
    )


def tree_of(latex: str) -> Node | None:
    """Return the tree of a manifest's formula."""
    parsed = parse(latex)
    return parsed.tree if isinstance(parsed, Parsed) else None
