"""A final answer: evaluated in every case that is asked for and compared."""

from collections.abc import Sequence
from dataclasses import replace

from grader.model.written import WrittenQuestion
from grader.written.compare.asked import about_word, asked_worlds, by_name
from grader.written.compare.doubt import in_doubt
from grader.written.compare.expected import expected_value
from grader.written.compare.forms import bare_in_sum, untaken
from grader.written.compare.heads import higher_derivative, names_only, other_head, turned_round
from grader.written.compare.judgement import Judgement, Tried
from grader.written.compare.numbers import odd_number
from grader.written.compare.outcome import Outcome
from grader.written.compare.remarks import guessed, notes_of, remarks_on
from grader.written.evaluate.trouble import CannotTell
from grader.written.locate.targets import index_letters
from grader.written.parse.formula import Parsed
from grader.written.parse.tree import Name, Node, letters_bound, walk
from grader.written.segment.chain import Chain
from grader.written.segment.surroundings import goes_on_in_words, makes_exception
from grader.written.session import Session
from grader.written.worlds.world import World

TOLERANCES = {True: 1e-6, False: 1e-8}
"""Of values from numerical differences of the reference, and of its own outputs."""


def judge_chains(question: WrittenQuestion, chains: Sequence[Chain], session: Session) -> Judgement:
    """Judge chains that answer a question: in every case the last one that speaks of it."""
    cases, uncovered = by_case(question, chains, session)
    tried = [_try(question, chain, worlds, session) for chain, worlds in cases]
    return _combined(question, tried, uncovered, chains, session)


def by_case(
    question: WrittenQuestion, chains: Sequence[Chain], session: Session
) -> tuple[list[tuple[Chain, list[World]]], bool]:
    """Return the chains that speak of a case that is asked for, and whether a case has none."""
    uncovered = False
    topics = [session.topics[each.number] for each in reversed(chains)]
    introduced = tuple(dict.fromkeys(letter for each in topics for letter in each.letters))
    beside = tuple(dict.fromkeys(letter for each in topics for letter in each.others))
    about = introduced or any(about_word(each) for chain in chains for each in chain.conditions)
    worlds = asked_worlds(question, session, introduced, beside, not about)
    groups: dict[int, list[World]] = {}
    for world in worlds:
        speaking = [each for each in chains if session.applies(each, world)]
        if not speaking:
            uncovered = True
            continue
        groups.setdefault(speaking[-1].number, []).append(world)
    by_number = {each.number: each for each in chains}
    return [(by_number[number], group) for number, group in sorted(groups.items())], uncovered


def _try(question: WrittenQuestion, chain: Chain, worlds: list[World], session: Session) -> Tried:
    assert question.expected is not None
    bench = session.workbench(worlds, session.definitions[chain.number])
    by = by_name(question, chain, session)
    last = chain.members[-1]
    try:
        expected = tuple(
            expected_value(question.expected, by, world, session.reference) for world in worlds
        )
    except CannotTell as trouble:
        return Tried(chain, last, bench, (), _cannot(trouble.message))
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
    bound = letters_bound(tree)
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
    bench = session.workbench(worlds, session.definitions[chain.number])
    by = by_name(question, chain, session)
    expected = [expected_value(question.expected, by, each, session.reference) for each in worlds]
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

    def left(why: str) -> Judgement:
        return Judgement("cannot-tell", why, None, *everything)

    operators = _operators(question, tried, session) if tried else []
    why = _form(question, tried, operators, session) or _beside(question, tried, session)
    if why:
        return left(why)
    if operators:
        if _unread_after(operators[-1].chain, chains, session):
            return left("a later line could not be read")
        return Judgement(
            "wrong", "the derivative is still to be taken", "derivative-not-taken", *everything
        )
    unclear = any(not session.understood(each.chain) for each in tried)
    wrong = [each for each in tried if each.outcome.truth == "fails"]
    why = (
        _wrong(tried, wrong, unclear, chains, session)
        if wrong
        else _right(tried, uncovered or unclear)
    )
    if why:
        return left(why)
    if wrong:
        return Judgement("wrong", wrong[-1].outcome.why, None, *everything)
    return Judgement("right", "", None, *everything, tuple(remarks_on(question, tried)))


def _operators(question: WrittenQuestion, tried: list[Tried], session: Session) -> list[Tried]:
    """Return the finals with an operator that is still to be taken."""
    target = session.topics[tried[0].chain.number].target
    return [
        each
        for each in tried
        if each.expression.tree is not None
        and untaken(each.expression.tree, question, target, each.bench.worlds[0])
    ]


def _form(
    question: WrittenQuestion, tried: list[Tried], operators: list[Tried], session: Session
) -> str:
    """Say why the finals can't be judged as they are written; empty where they can."""
    if not tried:
        return "the case that is asked for was not found"
    if any(
        len(each.chain.members) == 1 and session.topics[each.chain.number].headed for each in tried
    ):
        return "the left-hand side has no right-hand side"
    trees = [each.expression.tree for each in tried if each.expression.tree is not None]
    if question.world in ("skip-gram", "cbow") and any(map(bare_in_sum, trees)):
        return "a loss in a sum is written without its arguments"
    if question.kind == "derivative" and other_head(tried):
        return "the left-hand side is not the derivative that is asked for"
    if any(map(turned_round, operators)):
        return "the equation is written the other way round"
    if operators and _said_elsewhere(tried, session):
        return "the answer may stand in another formula"
    for each in tried:
        if each.outcome.truth == "cannot-tell" and each not in operators:
            return each.outcome.why or "what it stands for is not known"
    return ""


def _beside(question: WrittenQuestion, tried: list[Tried], session: Session) -> str:
    """Say why words, numbers or names beside a final leave it to a person; empty if none do."""
    if any(goes_on_in_words(each.chain.behind) for each in tried):
        return "the words behind the formula carry it on"
    for tree in (each.expression.tree for each in tried):
        if tree is not None and odd_number(tree, question):
            return "it has a number that no formula of this loss needs"
        name = names_only(tree, question, session) if tree is not None else ""
        if name:
            return f"{name} stands for a derivative that is not taken anywhere"
    if in_doubt(tried, session):
        return "the words beside the formula leave open whether it is the answer"
    return ""


def _wrong(
    tried: list[Tried],
    wrong: list[Tried],
    unclear: bool,
    chains: Sequence[Chain],
    session: Session,
) -> str:
    """Say why finals that are not right do not fail either; empty where they do."""
    if unclear or any(makes_exception(each.chain.behind) for each in wrong):
        return "a condition is not understood"
    if any(each.chain.members[0].tree is None for each in wrong):
        return "its left-hand side is not read"
    if _said_elsewhere(tried, session):
        return "the answer may stand in another formula"
    if _unread_after(wrong[-1].chain, chains, session):
        return "a later line could not be read"
    return _guess(wrong[-1:])


def _right(tried: list[Tried], unclear: bool) -> str:
    """Say why finals that are right do not pass; empty where they do."""
    if any(map(higher_derivative, tried)):
        return "its left-hand side is not read"
    if unclear:
        return "the formula is right where it was tried, but not every case is clear"
    return _guess(tried)


def _guess(tried: list[Tried]) -> str:
    """Say which guess a final was read with; empty where it was read as it stands."""
    for each in tried:
        if any(note.severity == "guess" for note in notes_of(each)):
            return guessed(each)
    return ""


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
