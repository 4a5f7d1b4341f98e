"""A tree as LaTeX that the parser reads as the same tree."""

from grader.written.parse.tree import (
    Apply,
    Branches,
    Derivative,
    Dots,
    Loss,
    Matrix,
    Name,
    Negative,
    Node,
    Norm,
    Number,
    Plus,
    Power,
    Probability,
    Product,
    Quotient,
    Relation,
    Set,
    Total,
    Transposed,
)

_GREEK = set(
    "alpha beta gamma delta epsilon varepsilon eta theta vartheta lambda mu nu xi phi varphi psi "
    "omega tau rho kappa zeta Theta Delta Lambda Phi Psi Omega Gamma pi".split()
)
_GLUE = {"": " ", "dot": r" \cdot ", "times": r" \times ", "hadamard": r" \circ "}
_SIGNS = {"!=": r"\neq", "in": r"\in", "notin": r"\notin", "<=": r"\leq", ">=": r"\geq"}
_FUNCTIONS = {
    "sigmoid": r"\sigma",
    "exp": r"\exp",
    "log": r"\log",
    "max": r"\max",
    "min": r"\min",
    "tanh": r"\tanh",
    "f": "f",
}


def latex(node: Node) -> str:
    """Return a tree as LaTeX."""
    match node:
        case Plus(terms):
            return "".join(_joined(each, place > 0) for place, each in enumerate(terms))
        case Negative(of):
            return "-" + _term(of)
        case Product(factors, glue):
            parts = [_factor(factors[0])]
            for factor, sign in zip(factors[1:], glue, strict=True):
                parts.append(_GLUE[sign] + _factor(factor))
            return "".join(parts)
    return _atom(node)


def _joined(term: Node, inner: bool) -> str:
    if isinstance(term, Negative):
        return (" - " if inner else "-") + _term(term.of)
    return (" + " if inner else "") + _term(term)


def _term(node: Node) -> str:
    """Return a term; what would run into its neighbours gets brackets."""
    if isinstance(node, Plus | Negative):
        return _bracketed(node)
    return latex(node)


def _factor(node: Node) -> str:
    if isinstance(node, Plus | Negative | Product | Total | Derivative):
        return _bracketed(node)
    if isinstance(node, Loss) and not node.arguments:
        # In braces, lest a bracket that follows become its arguments.
        return f"{{{_atom(node)}}}"
    return _atom(node)


def _bracketed(node: Node) -> str:
    return rf"\left({latex(node)}\right)"


def _base(node: Node) -> str:
    """Return what a script is put on."""
    if isinstance(node, Name | Matrix | Number):
        return _atom(node)
    return _bracketed(node)


def _atom(node: Node) -> str:
    match node:
        case Number(value):
            return f"{value:g}"
        case Name():
            return _name(node)
        case Quotient(top, bottom):
            return rf"\frac{{{latex(top)}}}{{{latex(bottom)}}}"
        case Power(base, Number(0.5)):
            return rf"\sqrt{{{latex(base)}}}"
        case Power(base, exponent):
            return f"{_base(base)}^{{{latex(exponent)}}}"
        case Transposed(of):
            return rf"{_base(of)}^{{\top}}"
        case Apply("entry", (call, *subs)):
            return f"{_atom(call)}_{{{', '.join(latex(each) for each in subs)}}}"
        case Apply(function, arguments, primes):
            name = _FUNCTIONS.get(function, rf"\operatorname{{{function}}}")
            inside = ", ".join(latex(each) for each in arguments)
            return name + "'" * primes + rf"\left({inside}\right)"
        case Loss(base, label, arguments):
            text = base + (f"_{{{label}}}" if label else "")
            return text + (f"({', '.join(latex(each) for each in arguments)})" if arguments else "")
        case Probability(word, given):
            return f"P({latex(word)} | {latex(given)})"
        case Relation(left, sign, right):
            return f"{latex(left)} {_SIGNS.get(sign, sign)} {latex(right)}"
        case Total(below, above, body):
            text = r"\sum"
            if below:
                text += f"_{{{', '.join(latex(each) for each in below)}}}"
            if above is not None:
                text += f"^{{{latex(above)}}}"
            return text + " " + _term(body)
        case Derivative(of, by):
            return rf"\frac{{\partial {_factor(of)}}}{{\partial {latex(by)}}}"
        case Branches(values, conditions):
            return _cases(values, conditions)
        case Matrix(rows):
            inside = r" \\ ".join(" & ".join(latex(each) for each in row) for row in rows)
            return rf"\begin{{bmatrix}} {inside} \end{{bmatrix}}"
        case Norm(of, double):
            fence = r"\|" if double else "|"
            return f"{fence}{latex(of)}{fence}"
        case Dots():
            return r"\dots"
        case Set(elements):
            return r"\{" + ", ".join(latex(each) for each in elements) + r"\}"
    return _bracketed(node)


def _name(name: Name) -> str:
    base = "\\" + name.base if name.base in _GREEK else name.base
    if len(name.base.rstrip("'")) > 1 and name.base not in _GREEK:
        base = rf"\text{{{name.base}}}"
    text = rf"\{name.accent}{{{base}}}" if name.accent else base
    if not name.subs:
        return text
    return f"{text}_{{{', '.join(latex(each) for each in name.subs)}}}"


def _cases(values: tuple[Node, ...], conditions: tuple[tuple[Node, ...] | None, ...]) -> str:
    rows = []
    for value, condition in zip(values, conditions, strict=True):
        words = (
            r"\text{otherwise}"
            if condition is None
            else ", ".join(latex(each) for each in condition)
        )
        rows.append(f"{latex(value)} & {words}")
    return r"\begin{cases} " + r" \\ ".join(rows) + r" \end{cases}"
