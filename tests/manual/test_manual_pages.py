"""Laws of the manual: it explains what reports say, all of it and nothing else."""

import importlib
import pkgutil
import re
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest
from hatchling.builders.wheel import WheelBuilder

import reference.mistakes
from grader.checks.kinds import KINDS
from grader.diagnosis.mistakes import SENTENCES
from grader.manual.pages import PAGES, Entry, entries, known, paragraph
from grader.model.results import Reason, Verdict

IDEAS = ("shape-convention", "tolerance", "seed", "isolation", "follow-through", "advice")
PROMISED = """
sign-flipped transposed row-for-column scaled repeats-lost overwritten true-word-missing
negatives-missing wrong-row off-by-one-window averaged-not-summed softmax-unstable
numerical-gradient wrong-loss-right-gradient wrong-gradient-right-loss derivative-not-taken
missing-term extra-term wrong-index wrong-function
""".split()
"""Mistakes that results may name whatever the rubric is."""
WRITTEN = """
shape-violation other-shape sum-for-stack sufficient-only wrong-symbol wrong-range extra-sum
extra-factor inverted
""".split()
"""Mistakes that only the grader of written derivations names."""
SLUGS = [entry.slug for entry in known()]


def catalogued() -> set[str]:
    """Return the slugs of all wrong variants beside the reference."""
    path = reference.mistakes.__path__
    modules = [
        importlib.import_module(f"reference.mistakes.{found.name}")
        for found in pkgutil.iter_modules(path)
    ]
    declared = [each for module in modules for each in vars(module).values()]
    return {each.declaration.slug for each in declared if hasattr(each, "declaration")}


@pytest.mark.parametrize(
    "words",
    [get_args(Reason), get_args(Verdict), KINDS, SENTENCES, PROMISED, WRITTEN, catalogued(), IDEAS],
    ids=["reasons", "verdicts", "kinds", "structure", "promised", "written", "catalogue", "ideas"],
)
def test_every_word_of_a_report_has_an_entry(words: object) -> None:
    """Whatever a result may say can be looked up."""
    assert set() == set(words) - set(SLUGS)  # type: ignore[call-overload]


def test_the_catalogue_is_found() -> None:
    """The slugs of the wrong variants are really read."""
    assert {"scaled", "sign-flipped"} <= catalogued()


def test_no_entry_without_use() -> None:
    """An entry that nothing names has been forgotten."""
    used = {*get_args(Reason), *get_args(Verdict), *KINDS, *SENTENCES, *PROMISED, *WRITTEN, *IDEAS}

    assert [] == [slug for slug in SLUGS if slug not in used | catalogued()]


def test_every_slug_has_one_entry() -> None:
    """No heading stands twice, within a page or on two pages."""
    texts = [(files("grader.manual") / name).read_text(encoding="utf-8") for name in PAGES]
    headings = [slug for text in texts for slug in re.findall(r"^## (.*)$", text, re.MULTILINE)]

    assert sorted(headings) == sorted(SLUGS)


def test_every_page_is_listed() -> None:
    """A page that lies in the folder is read."""
    pages = {each.name for each in files("grader.manual").iterdir() if each.name.endswith(".md")}

    assert pages == set(PAGES)


@pytest.mark.parametrize("entry", known(), ids=SLUGS)
def test_an_entry_is_short_and_ends_with_what_to_do(entry: Entry) -> None:
    """60 to 160 words: what it means, how it comes about, what to look at next."""
    count = len(" ".join((entry.title, *entry.paragraphs)).split())

    assert 60 <= count <= 160
    assert len(entry.paragraphs) >= 2
    assert ["Next: "] == [text[:6] for text in entry.paragraphs if text.startswith("Next")]
    assert entry.paragraphs[-1].startswith("Next: ")


@pytest.mark.parametrize("entry", known(), ids=SLUGS)
def test_an_entry_is_plain_prose(entry: Entry) -> None:
    """A title without a full stop; code between pairs of ticks; no other markup."""
    text = "\n".join((entry.title, *entry.paragraphs))
    prose = re.sub(r"`[^`\n]+`", "", text)

    assert entry.title
    assert entry.group
    assert not entry.title.endswith(".")
    assert all(paragraph.endswith((".", "?")) for paragraph in entry.paragraphs)
    assert not set("`*_<>#|") & set(prose)


@pytest.mark.parametrize("entry", known(), ids=SLUGS)
def test_what_an_entry_points_to_exists(entry: Entry) -> None:
    """`grader explain X` within the manual names an entry."""
    pointed = re.findall(r"`grader explain ([^`]+)`", " ".join(entry.paragraphs))

    assert [] == [slug for slug in pointed if paragraph(slug) is None]


def test_an_unknown_slug_is_none() -> None:
    """What the manual does not know it does not make up."""
    assert paragraph("no-such-thing") is None


def test_a_page_is_read() -> None:
    """A page's title is the group, each second-level heading an entry, lines are joined."""
    page = (
        "# Group\n\n## one\n\n**First**\n\nLong\nline.\n\nNext: go.\n\n## two\n\n**Second**\n\nB.\n"
    )

    assert [
        Entry("one", "Group", "First", ("Long line.", "Next: go.")),
        Entry("two", "Group", "Second", ("B.",)),
    ] == list(entries(page))


def test_the_manual_is_part_of_the_wheel() -> None:
    """An installed grader can explain: every page is packed."""
    builder = WheelBuilder(str(Path(__file__).parents[2]))
    packed = {Path(file.distribution_path).as_posix() for file in builder.recurse_included_files()}

    assert {f"grader/manual/{name}" for name in PAGES} <= packed
