"""The manual: what each word of a report means, how it comes about, what to do next."""
