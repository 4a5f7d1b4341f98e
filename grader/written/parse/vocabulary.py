"""The words and signs that the grammar knows."""

from grader.written.parse.tree import Glue

FUNCTIONS = {"exp", "log", "ln", "softmax", "sigmoid", "tanh", "max", "min", "relu", "ReLU", "f"}
LOSSES = {"J", "L", "CE", "F", "E", "H"}
RELATIONS = {
    "=": "=",
    r"\neq": "!=",
    r"\in": "in",
    r"\notin": "notin",
    r"\leq": "<=",
    r"\geq": ">=",
    "<": "<",
    ">": ">",
}
GLUE: dict[str, Glue] = {
    r"\cdot": "dot",
    "*": "dot",
    r"\times": "times",
    r"\circ": "hadamard",
    r"\odot": "hadamard",
}
CLOSING = {"(": ")", "[": "]", r"\{": r"\}"}
GREEK = set(
    r"\alpha \beta \gamma \delta \epsilon \varepsilon \eta \theta \vartheta \lambda \mu \nu \xi"
    r" \phi \varphi \psi \omega \tau \rho \kappa \zeta \Theta \Delta \Lambda \Phi \Psi \Omega"
    r" \Gamma \pi".split()
)
BARE = {r"\sigma": "sigmoid", "f": "f", "sigmoid": "sigmoid"}
"""Functions that may stand without an argument where they are differentiated."""
DEPARTING = {r"\partial", "d", r"\delta", r"\nabla"}
CONNECTING = {
    "if",
    "when",
    "for",
    "where",
    "and",
    "with",
    "in case",
    "case",
    "as",
    "for all",
    "all",
}
"""Words that only lead up to a condition."""
