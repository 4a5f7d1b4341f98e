"""What the grader talks about: frozen data, no behaviour that touches the outside."""
