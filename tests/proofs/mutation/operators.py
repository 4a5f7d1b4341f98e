"""Small mistakes that someone could make in a formula, as replacements of syntax nodes."""

import ast
import copy
from collections.abc import Callable, Iterator
from typing import Any

Replacement = ast.AST | None
"""What stands in a node's place; None where a statement is left out."""

ARITHMETIC: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div, ast.Mult),
    ast.MatMult: (ast.Mult,),
    ast.Pow: (ast.Mult,),
}
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
OTHER_FUNCTIONS = {
    "sum": ("mean",),
    "mean": ("sum",),
    "max": ("min",),
    "min": ("max",),
    "argmax": ("argmin",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "expm1": ("exp",),
    "log1p": ("log",),
    "zeros": ("ones",),
    "zeros_like": ("ones_like",),
    "concatenate": ("flip",),
}
LEFT_OUT = frozenset(("exp", "log", "log1p", "expm1", "sqrt", "abs", "sigmoid", "log_sigmoid"))
"""Functions of one argument that someone may forget to apply."""
OTHER_KEYS = {"dev": ("train", "test")}


def replacements(node: ast.AST) -> Iterator[Replacement]:
    """Yield what could wrongly stand in a node's place; the node itself is left alone."""
    for operator in OPERATORS.get(type(node), ()):
        yield from operator(copy.deepcopy(node))


def other_arithmetic(node: ast.BinOp) -> Iterator[Replacement]:
    """Take another operation: + for -, / for *, and so on."""
    for other in ARITHMETIC.get(type(node.op), ()):
        yield ast.BinOp(node.left, other(), node.right)


def transposed_factor(node: ast.BinOp) -> Iterator[Replacement]:
    """Transpose one factor of a matrix product."""
    if isinstance(node.op, ast.MatMult):
        if not _is_transpose(node.left):
            yield ast.BinOp(ast.Attribute(node.left, "T"), node.op, node.right)
        if not _is_transpose(node.right):
            yield ast.BinOp(node.left, node.op, ast.Attribute(node.right, "T"))


def swapped_factors(node: ast.BinOp) -> Iterator[Replacement]:
    """Swap the sides of an operation where that matters."""
    if isinstance(node.op, ast.Sub | ast.Div | ast.FloorDiv | ast.MatMult | ast.Pow):
        yield ast.BinOp(node.right, node.op, node.left)


def other_comparison(node: ast.Compare) -> Iterator[Replacement]:
    """Compare the other way, or with the border on the other side."""
    for other in COMPARISONS.get(type(node.ops[0]), ()):
        yield ast.Compare(node.left, [other()], node.comparators)


def dropped_sign(node: ast.UnaryOp) -> Iterator[Replacement]:
    """Leave out a minus or a `not`."""
    if isinstance(node.op, ast.USub | ast.Not):
        yield node.operand


def other_constant(node: ast.Constant) -> Iterator[Replacement]:
    """Take a number that is one more or one less, the other truth value, or another key."""
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int | float):
        yield ast.Constant(node.value + 1)
        yield ast.Constant(node.value - 1)
    elif isinstance(node.value, str):
        yield from (ast.Constant(other) for other in OTHER_KEYS.get(node.value, ()))


def dropped_transpose(node: ast.Attribute) -> Iterator[Replacement]:
    """Leave out a transpose."""
    if _is_transpose(node):
        yield node.value


def swapped_arguments(node: ast.Call) -> Iterator[Replacement]:
    """Swap neighbours among the positional arguments."""
    for place in range(len(node.args) - 1):
        swapped = list(node.args)
        swapped[place : place + 2] = swapped[place + 1], swapped[place]
        yield ast.Call(node.func, swapped, node.keywords)


def other_function(node: ast.Call) -> Iterator[Replacement]:
    """Call a related function: a mean for a sum, a smallest for a largest."""
    for other in OTHER_FUNCTIONS.get(_called(node), ()):
        yield ast.Call(_renamed(node.func, other), node.args, node.keywords)


def function_left_out(node: ast.Call) -> Iterator[Replacement]:
    """Forget to apply a function."""
    if _called(node) in LEFT_OUT and len(node.args) == 1:
        yield node.args[0]


def keyword_left_out(node: ast.Call) -> Iterator[Replacement]:
    """Forget a keyword argument: an axis, or that axes are kept."""
    for keyword in node.keywords:
        if keyword.arg != "dtype":
            kept = [other for other in node.keywords if other is not keyword]
            yield ast.Call(node.func, node.args, kept)


def other_index(node: ast.Subscript) -> Iterator[Replacement]:
    """Look at the row before."""
    if isinstance(node.slice, ast.Name | ast.Attribute):
        before = ast.BinOp(node.slice, ast.Sub(), ast.Constant(1))
        yield ast.Subscript(node.value, before, node.ctx)


def other_branch(node: ast.IfExp) -> Iterator[Replacement]:
    """Take one of two alternatives always."""
    yield from (node.body, node.orelse)


def assigned_where_it_adds(node: ast.AugAssign) -> Iterator[Replacement]:
    """Write = or -= for +=, or leave the line out."""
    yield ast.Assign([node.target], node.value)
    if isinstance(node.op, ast.Add):
        yield ast.AugAssign(node.target, ast.Sub(), node.value)
    yield None


def assignment_left_out(node: ast.Assign) -> Iterator[Replacement]:
    """Leave out an assignment into an array, or to a name that has a value already."""
    target = node.targets[0]
    names = {each.id for each in ast.walk(node.value) if isinstance(each, ast.Name)}
    if isinstance(target, ast.Subscript) or (isinstance(target, ast.Name) and target.id in names):
        yield None


def call_left_out(node: ast.Expr) -> Iterator[Replacement]:
    """Leave out a call that is made for what it does."""
    if isinstance(node.value, ast.Call):
        yield None


def fancy_index_for_add_at(node: ast.Expr) -> Iterator[Replacement]:
    """Write `a[i] += b` or `a[i] = b` for `np.add.at(a, i, b)`: repeats are lost."""
    call = node.value
    if isinstance(call, ast.Call) and ast.unparse(call.func) == "np.add.at":
        array, index, values = call.args
        target = ast.Subscript(array, index, ast.Store())
        yield ast.AugAssign(target, ast.Add(), values)
        yield ast.Assign([target], values)


def _is_transpose(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "T"


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def _renamed(function: ast.expr, name: str) -> ast.expr:
    if isinstance(function, ast.Attribute):
        return ast.Attribute(function.value, name)
    return ast.Name(name)


Operator = Callable[[Any], Iterator[Replacement]]
OPERATORS: dict[type[ast.AST], tuple[Operator, ...]] = {
    ast.BinOp: (other_arithmetic, transposed_factor, swapped_factors),
    ast.Compare: (other_comparison,),
    ast.UnaryOp: (dropped_sign,),
    ast.Constant: (other_constant,),
    ast.Attribute: (dropped_transpose,),
    ast.Call: (swapped_arguments, other_function, function_left_out, keyword_left_out),
    ast.Subscript: (other_index,),
    ast.IfExp: (other_branch,),
    ast.AugAssign: (assigned_where_it_adds,),
    ast.Assign: (assignment_left_out,),
    ast.Expr: (call_left_out, fancy_index_for_add_at),
}
