"""What is kept of a class: results by submission, grades, the class page."""
