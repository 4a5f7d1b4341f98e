"""The checks of a homework as pytest's items."""
