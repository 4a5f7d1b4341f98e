"""What grading costs, beside its floor and its peers, measured in one run."""
