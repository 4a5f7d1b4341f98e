"""Source code in any encoding becomes text."""

import encodings.aliases
import io
import re
import tokenize

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grader.intake.decode import Decoded, decode_source

NAME = "# é\nname = 'Grüße'\n"


@pytest.mark.parametrize(
    ("data", "remark"),
    [
        (NAME.encode(), ""),
        (NAME.encode("utf-8-sig"), ""),
        (NAME.encode("utf-16"), "read as UTF-16-LE"),
        (b"\xfe\xff" + NAME.encode("utf-16-be"), "read as UTF-16-BE"),
        (NAME.encode("utf-16-le"), "read as UTF-16-LE"),
        (NAME.encode("utf-16-be"), "read as UTF-16-BE"),
        (NAME.encode("utf-32"), "read as UTF-32-LE"),
        (NAME.encode("cp1252"), "line 1 is not utf-8: read as cp1252"),
        (NAME.replace("\n", "\r\n").encode(), ""),
        (NAME.replace("\n", "\r").encode(), ""),
    ],
)
def test_encodings_are_recognised(data: bytes, remark: str) -> None:
    """The same text comes out of each encoding, with a remark where Python would have given up."""
    assert Decoded(NAME, remark) == decode_source(data)


@pytest.mark.parametrize(
    ("line", "encoding", "remark"),
    [
        ("# -*- coding: latin-1 -*-", "latin-1", ""),
        ("#!/usr/bin/python\n# vim: set fileencoding=cp1250 :", "cp1250", ""),
        ("\n# coding=euc_jp", "euc_jp", ""),
        ("# coding: utf-8", "cp1252", "line {n} is not utf-8: read as cp1252"),
        ("# coding: no-such", "utf-8", "encoding no-such is declared, but the file is UTF-8"),
        ("# coding: hex", "utf-8", "encoding hex is declared, but the file is UTF-8"),
        ("# coding: utf-16", "utf-8", "encoding utf-16 is declared, but the file is UTF-8"),
        ("# coding: cp037", "utf-8", "encoding cp037 is declared, but the file is UTF-8"),
        ("# coding: punycode", "utf-8", "encoding punycode is declared, but the file is UTF-8"),
        ("x = 1\n# coding: latin-1", "utf-8", ""),
        ("\n\n# coding: latin-1", "utf-8", ""),
    ],
)
def test_coding_lines_are_obeyed(line: str, encoding: str, remark: str) -> None:
    """A coding line in the first two lines counts as in Python; a wrong one doesn't stop us.

    The text's own coding line says UTF-8 then.
    """
    text = f"{line}\nword = '{'日本' if encoding == 'euc_jp' else 'é'}'\n"

    found = decode_source(text.encode(encoding))

    if not line.startswith(("x", "\n\n")):
        text = re.sub(r"(coding[:=] ?)[\w-]+", r"\1utf-8", text)
    assert Decoded(text, remark.format(n=line.count("\n") + 2)) == found


def test_bytes_that_cp1252_lacks_are_read_too() -> None:
    """Five bytes mean nothing in cp1252; latin-1 takes all."""
    assert Decoded("x = '\x81'\n", "line 1 is not utf-8: read as latin-1") == decode_source(
        b"x = '\x81'\n"
    )


def test_null_bytes_are_left_out() -> None:
    """Python refuses source with NUL bytes; a remark says how many there were."""
    assert Decoded("x = 1\n", "2 NUL bytes left out") == decode_source(b"x = \0\x001\n")
    assert Decoded("x = 1\n", "1 NUL byte left out") == decode_source(b"x = 1\n\0")


@given(st.binary() | st.binary().map(lambda tail: b"# coding: utf-16\n" + tail))
def test_any_bytes_become_text(data: bytes) -> None:
    """Whatever the bytes, text comes out that can be written and has `\\n` line ends only."""
    text = decode_source(data).text

    assert text == text.encode("utf-8").decode("utf-8")
    assert not {"\r", "\0"} & set(text)


@given(st.sampled_from(sorted(set(encodings.aliases.aliases.values()))), st.binary())
def test_any_declared_encoding_is_survived(name: str, data: bytes) -> None:
    """No codec that Python knows makes decoding fail, and Python reads the text back as UTF-8."""
    found = decode_source(f"# coding: {name}\n".encode() + data)

    assert isinstance(found.text, str)
    readline = io.BytesIO(found.text.encode()).readline
    assert tokenize.detect_encoding(readline)[0] in ("utf-8", "utf-8-sig")


@given(st.text(st.characters(exclude_characters="\r\0", exclude_categories=("Cs",))))
def test_utf8_is_kept(text: str) -> None:
    """Text in UTF-8 that names no encoding comes back as it was."""
    assume("coding" not in text)
    data = b"\xef\xbb\xbf" + text.encode()

    assert Decoded(text, "") == decode_source(data)
