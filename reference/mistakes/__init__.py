"""Wrong variants of the reference functions: one file a topic, as in the folder above."""
