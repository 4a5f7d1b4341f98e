"""From a YAML file to what is asked: the rubric, its cases and their expected values."""
