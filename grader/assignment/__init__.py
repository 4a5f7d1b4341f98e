"""What an assignment is given out as: a repository for students, an autograder for Gradescope."""
