"""How much a document may ask for; beyond it the answer is one clear line."""

DOCUMENT_CHARACTERS = 400_000
"""Longest document that is read (a long homework has 40,000)."""
LINES = 20_000
"""Lines that are searched for labels."""
FORMULAS = 500
"""Most formulas of a document."""
REGIONS = 300
"""Most labelled places of a document."""
ASIDES = 1_000
"""Most pieces of code of a document; what stands behind them is not read."""
FORMULA_CHARACTERS = 20_000
"""Longest formula, in characters of its source."""
FORMULA_TOKENS = 3_000
"""Longest formula, macros expanded."""
DOCUMENT_TOKENS = 25_000
"""Signs of all formulas of a document together (a long homework has 5,000)."""
LOOKAHEAD = 150
"""Signs that the grammar looks ahead to tell what a formula goes on with."""
NESTING = 30
"""Deepest nesting of a formula."""
DEPTH = 120
"""Deepest tree that is evaluated, definitions opened."""
MACROS = 200
"""Most macros that a document may define."""
EXPANSIONS = 2_000
"""Most macro uses that are expanded in one formula."""
MACRO_DEPTH = 20
"""Deepest macro within a macro."""
EVALUATION_STEPS = 6_000
"""Most tree nodes that are evaluated for one value of one formula."""
DOCUMENT_STEPS = 40_000
"""Most tree nodes that are evaluated to judge one document."""
DIAGNOSIS_STEPS = 45_000
"""Most tree nodes that are evaluated to find what is wrong with its wrong lines."""
MUTANTS = 400
"""Most single edits that are tried on one wrong formula."""
