"""Stage 2: displays, rows and inline formulas; claims apart from definitions and conditions."""
