"""What runs beside student code: standard library and numpy only, nothing secret."""
