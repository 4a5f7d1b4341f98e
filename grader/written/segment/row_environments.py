"""Environments whose rows are statements, told from matrices and case distinctions."""

from grader.written.parse.tokens import Token

_ROW_ENVIRONMENTS = {
    "align", "aligned", "split", "gather", "gathered", "equation", "eqnarray", "alignat",
    "alignedat", "flalign", "multline", "array",
}  # fmt: skip


def without_row_environments(tokens: list[Token]) -> list[Token]:
    """Drop the \\begin and \\end of environments whose rows are statements."""
    kept: list[Token] = []
    open_: list[bool] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.text in (r"\begin", r"\end") and token.kind == "command":
            name, after = _name(tokens, index + 1)
            if token.text == r"\begin":
                outer = all(open_)
                dropped = (
                    outer and name in _ROW_ENVIRONMENTS and _has_statements(tokens, after, name)
                )
                open_.append(dropped)
                if dropped and name in ("array", "alignat", "alignedat"):
                    after = _after_group(tokens, after)
            else:
                dropped = open_.pop() if open_ else False
            if not dropped:
                kept.extend(tokens[index:after])
            elif kept and token.text == r"\begin" and kept[-1].text == r"\{":
                kept.pop()
            index = after
            continue
        kept.append(token)
        index += 1
    return kept


def _name(tokens: list[Token], index: int) -> tuple[str, int]:
    after = _after_group(tokens, index)
    return "".join(each.text for each in tokens[index + 1 : after - 1]).rstrip("*"), after


def _after_group(tokens: list[Token], index: int) -> int:
    depth = 0
    for position in range(index, len(tokens)):
        depth += {"{": 1, "}": -1}.get(tokens[position].text, 0)
        if depth == 0:
            return position + 1 if position > index or tokens[position].text == "{" else index
    return len(tokens)


def _has_statements(tokens: list[Token], start: int, name: str) -> bool:
    """Tell rows of statements from a matrix: an array holds statements if it holds a relation."""
    if name != "array":
        return True
    depth = 0
    first_column = True
    inside = tokens[_after_group(tokens, start) :]
    for index, token in enumerate(inside):
        if depth == 0 and [each.text for each in inside[index : index + 3]] == ["&", "=", "&"]:
            return True
        if token.text in ("{", r"\begin"):
            depth += 1
        elif token.text in ("}", r"\end"):
            depth -= 1
            if depth < 0:
                return False
        if depth == 0 and token.text in ("&", r"\\"):
            first_column = token.text != "&"
        if depth == 0 and token.text == "=" and first_column:
            return True
    return False
