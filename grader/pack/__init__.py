"""A rubric sealed for students: checks, inputs and answers as data, nothing that computes them."""
