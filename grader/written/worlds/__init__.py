"""The losses of the homework: their symbols, their random numbers, their definitions."""
