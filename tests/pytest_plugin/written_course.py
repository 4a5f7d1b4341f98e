"""The small course with a written part: a derivative that is judged, a text that a person reads."""

import json
from pathlib import Path

from tests.pack.pack_course import RUBRIC, write_course

MANIFEST = """\
schema: 1
id: pulls
title: "Pulls on paper"
questions:
  - id: sigmoid_deriv
    title: "Derivative of the sigmoid"
    kind: derivative
    labels: ["a"]
    world: sigmoid
    targets: ['x']
    expected: {function: "sigmoid:sigmoid_grad"}
    points: 2
  - id: why
    title: "Why it is small"
    kind: free-text
    labels: ["b"]
    points: 1
    criteria: ["WHAT A PERSON LOOKS FOR"]
"""
SIGMOID = """
import numpy as np

def sigmoid_grad(x):
    return np.exp(-x) / (1 + np.exp(-x)) ** 2
"""
RIGHT = """# Answers

### (a)
$\\sigma'(x) = \\sigma(x) (1 - \\sigma(x))$

### (b)
Because it saturates.
"""
WRONG = RIGHT.replace("(1 - ", "(1 + ")


def write_written_course(folder: Path) -> Path:
    """Write the course; return the path of its rubric."""
    path = write_course(folder)
    path.write_text(json.dumps({**RUBRIC, "written": "written.yaml"}))
    (path.parent / "written.yaml").write_text(MANIFEST)
    (path.parent / "answers" / "sigmoid.py").write_text(SIGMOID)
    return path
