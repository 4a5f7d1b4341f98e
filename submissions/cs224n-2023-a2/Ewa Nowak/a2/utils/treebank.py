# The data set is too large to hand in.
class StanfordSentiment:
    pass
