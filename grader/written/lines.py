"""The lines of an answer's derivation as facts, the first wrong one marked."""

from dataclasses import replace
from itertools import pairwise

from grader.written.compare.judgement import Judgement
from grader.written.compare.outcome import RELATIVE, Outcome
from grader.written.compare.steps import Step, steps_of
from grader.written.compare.workbench import Workbench
from grader.written.diagnose.mending import mended
from grader.written.document.read import Document
from grader.written.evaluate.value import Value
from grader.written.facts import Edit, LineFacts, LineVerdict, Remark, Values
from grader.written.locate.targets import Target, manifest_target
from grader.written.locate.topics import fits
from grader.written.parse.formula import Parsed, Unread
from grader.written.parse.notes import Note
from grader.written.parse.printing import latex
from grader.written.segment.chain import Chain, Expression
from grader.written.session import Session


def line_facts(judgement: Judgement, session: Session, document: Document) -> tuple[LineFacts, ...]:
    """Return all lines that belong to an answer, in order."""
    lines: list[LineFacts] = []
    for chain in derivation(judgement.chains, session):
        lines.extend(chain_lines(chain, session, document))
    for place, line in enumerate(lines):
        if line.verdict == "fails":
            before = lines[place - 1].source if place else ""
            edit = _edit(line, before, session)
            lines[place] = replace(line, first_wrong=True, edit=edit)
            return tuple(lines)
    return tuple(_final_marked(lines, judgement))


def _final_marked(lines: list[LineFacts], judgement: Judgement) -> list[LineFacts]:
    """Return the lines with a wrong final answer marked where no step before it is wrong."""
    wrong = [each for each in judgement.tried if each.outcome.truth == "fails"]
    if judgement.finding != "wrong" or not judgement.tried:
        return lines
    final = (wrong or judgement.tried)[0].expression
    marked = list(lines)
    for place, line in enumerate(lines):
        if (line.source, line.line) == (final.source, final.line):
            why = line.why or "not equal to the reference"
            marked[place] = replace(line, first_wrong=True, verdict="fails", why=why)
            break
    return marked


def _edit(line: LineFacts, before: str, session: Session) -> Edit | None:
    """Return the single edit that makes a line equal to the one before it, if there is one."""
    chain = session.chains[line.chain]
    bench = session.bench(chain)
    for left, right in pairwise(chain.members):
        if bench is None or (left.source, right.source, right.line) != (
            before,
            line.source,
            line.line,
        ):
            continue
        if left.tree is None or right.tree is None:
            continue
        mend = mended(right.tree, bench.values(left.tree), bench, RELATIVE)
        if mend is not None:
            return Edit(mend.mistake, mend.message, latex(mend.tree))
    return None


def derivation(chains: tuple[Chain, ...], session: Session) -> list[Chain]:
    """Return an answer's chains with those between them and before them in the same place."""
    if not chains:
        return []
    numbers = {each.number for each in chains}
    regions = {each.region for each in chains}
    for chain in session.chains:
        if chain.region not in regions or chain.number in numbers:
            continue
        start = session.regions[chain.region].answer_from
        if start is not None and chain.number < start:
            continue
        topic = session.topics[chain.number]
        mine = session.topics[chains[-1].number].target
        between = topic.headed and topic.target not in _asked(session)
        if len(chain.members) > 1 and (topic.target in (None, mine) or between):
            numbers.add(chain.number)
    return [each for each in session.chains if each.number in numbers]


def _asked(session: Session) -> set[Target]:
    """Return all that the questions differentiate by; others are steps on the way."""
    return {
        manifest_target(each)
        for question in session.manifest.questions
        if question.kind == "derivative"
        for each in question.targets
    }


def chain_lines(chain: Chain, session: Session, document: Document) -> list[LineFacts]:
    """Return the lines of one chain with their verdicts."""
    bench = session.bench(chain)
    defines = chain.number in session.defining
    if bench is None or not _claims(chain, session):
        steps = [Step(None, None)] * len(chain.members)
    else:
        steps = steps_of(chain, bench, defines)
    lines = []
    for member, step in zip(chain.members, steps, strict=True):
        remarks = [Remark(*note) for note in (*member.notes, *_notes(member))]
        if bench is not None and member.tree is not None:
            said = sorted(bench.remarks.get(id(member.tree), ()))
            remarks += [Remark("read-kindly", "notation", words) for words in said]
        outcome = step.neighbour
        if outcome is not None and outcome.turned:
            remarks.append(Remark("turned", "layout", "equal up to a transpose"))
        lines.append(
            LineFacts(
                member.source,
                member.relation,
                member.line,
                document.place(member.line),
                chain.number,
                member.tree is not None,
                _verdict(outcome),
                _why(member, outcome),
                _verdict(step.head),
                _values(outcome, bench),
                None,
                tuple(dict.fromkeys(remarks)),
            )
        )
    return lines


def _claims(chain: Chain, session: Session) -> bool:
    """Tell a claim from a copied question and from the equation that a question asks for."""
    region = session.regions[chain.region]
    asked = any(
        fits(label, region) == 2
        for question in session.manifest.questions
        if question.kind == "condition"
        for label in question.labels
    )
    return session.own(chain) and not asked


def _notes(member: Expression) -> tuple[Note, ...]:
    return member.parsed.notes if isinstance(member.parsed, Parsed) else ()


def _verdict(outcome: Outcome | None) -> LineVerdict:
    return "not-a-claim" if outcome is None else outcome.truth


def _why(member: Expression, outcome: Outcome | None) -> str:
    if isinstance(member.parsed, Unread):
        return member.parsed.why
    return outcome.why if outcome is not None else ""


def _values(outcome: Outcome | None, bench: Workbench | None) -> Values | None:
    if outcome is None or outcome.left is None or outcome.right is None:
        return None
    return Values(rounded(outcome.right), rounded(outcome.left), instance(bench))


def instance(bench: Workbench | None) -> str:
    """Return the instance in words: the random arrays' sizes."""
    if bench is None or not bench.worlds:
        return ""
    world = bench.worlds[0]
    sizes = ", ".join(
        f"{key} {array.shape[1]} × {array.shape[2]}"
        for key, array in world.arrays.items()
        if key not in world.derived
    )
    return f"random numbers: {sizes}"


def rounded(value: Value) -> tuple[tuple[float, ...], ...]:
    """Return a value's numbers, four digits each."""
    return tuple(
        tuple(float(f"{number:.4g}") + 0.0 for number in row)
        for row in value.array[0].real.tolist()
    )
