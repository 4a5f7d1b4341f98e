"""Mathematical signs outside ASCII, as the LaTeX that means the same."""

import unicodedata

_SIGNS = {
    "−": "-",
    "–": "-",
    "—": "-",
    "‐": "-",
    "·": r"\cdot ",
    "⋅": r"\cdot ",
    "∙": r"\cdot ",
    "•": r"\cdot ",
    "×": r"\times ",
    "∘": r"\circ ",
    "◦": r"\circ ",
    "⊙": r"\odot ",
    "⊗": r"\otimes ",
    "∂": r"\partial ",
    "∇": r"\nabla ",
    "∑": r"\sum ",
    "√": r"\sqrt ",
    "≠": r"\neq ",
    "≤": r"\leq ",
    "≥": r"\geq ",
    "≈": r"\approx ",
    "≡": r"\equiv ",
    "∈": r"\in ",
    "∉": r"\notin ",
    "∖": r"\setminus ",
    "→": r"\to ",
    "⇒": r"\Rightarrow ",
    "⟹": r"\Rightarrow ",
    "⇔": r"\Leftrightarrow ",
    "∴": r"\therefore ",
    "…": r"\dots ",
    "⋯": r"\dots ",
    "⋮": r"\vdots ",
    "‖": r"\|",
    "∥": r"\|",
    "∣": "|",
    "⊤": r"\top ",
    "ᵀ": r"^{T}",
    "′": "'",
    "’": "'",
    "ŷ": r"\hat{y}",
    "Ŷ": r"\hat{Y}",
    "\u20d7": "",
    "\u00a0": " ",
    "\u2009": " ",
    "\u200b": " ",
    "\u200a": " ",
    "\u202f": " ",
    "∞": r"\infty ",
    "ℝ": r"\mathbb{R}",
    "½": r"\frac{1}{2}",
    "∀": r"\forall ",
    "ℒ": "L",
    "ℓ": "L",
    "①": " ",
    "②": " ",
    "③": " ",
    "［": "[",
    "］": "]",
    "（": "(",
    "）": ")",
    "，": ",",
    "：": ":",
    "＝": "=",
    "⟨": r"\langle ",
    "⟩": r"\rangle ",
    "ₒ": "_{o}",
    "ₓ": "_{x}",
    "ⱼ": "_{j}",
    "ᵢ": "_{i}",
    "ₖ": "_{k}",
    "ₛ": "_{s}",
    "ₙ": "_{n}",
    "ₘ": "_{m}",
    "ₜ": "_{t}",
}


def plain(character: str) -> str | None:
    """Return the LaTeX of a sign outside ASCII, or None where none is known."""
    if character in _SIGNS:
        return _SIGNS[character]
    name = unicodedata.name(character, "")
    if name.startswith("GREEK SMALL LETTER ") and len(name.split()) == 4:
        return "\\" + name.split()[3].lower() + " "
    if name == "GREEK CAPITAL LETTER SIGMA":
        return r"\Sigma "
    if name.startswith("GREEK CAPITAL LETTER ") and len(name.split()) == 4:
        return "\\" + name.split()[3].capitalize() + " "
    if name.startswith("MODIFIER LETTER SMALL ") and len(name.split()) == 4:
        return "^{" + name.split()[3].lower() + "}"
    if name.startswith("LATIN SUBSCRIPT SMALL LETTER "):
        return "_{" + name.split()[4].lower() + "}"
    if name in ("SUPERSCRIPT MINUS", "SUPERSCRIPT LATIN SMALL LETTER N"):
        return "^{-}" if name.endswith("MINUS") else "^{n}"
    if name.startswith(("SUBSCRIPT ", "SUPERSCRIPT ")):
        kept = unicodedata.normalize("NFKC", character)
        if kept.isdigit():
            return ("_" if name.startswith("SUB") else "^") + "{" + kept + "}"
    folded = unicodedata.normalize("NFKC", character)
    if folded != character and all(ord(each) < 128 for each in folded):
        return folded
    if folded != character and len(folded) == 1:
        return plain(folded)
    return None
