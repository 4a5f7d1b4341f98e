"""A sentiment corpus of a few sentences, held in memory, with the course's interface."""

import random

TRAIN, TEST, DEV = 0, 1, 2
SENTENCES: tuple[tuple[str, float, int], ...] = (
    ("the film is a quiet and lovely surprise", 0.9, TRAIN),
    ("a slow plot that never finds its story", 0.2, TRAIN),
    ("the actors are good and the story is not", 0.5, TRAIN),
    ("one of the best films of the year", 1.0, TRAIN),
    ("a dull and noisy waste of a good cast", 0.05, TRAIN),
    ("it is neither funny nor sad", 0.4, TRAIN),
    ("the music is lovely and the ending is good", 0.75, TRAIN),
    ("not a bad film but not a good story", 0.45, TRAIN),
    ("a lovely film with a slow ending", 0.65, TEST),
    ("the plot is dull and the music is noisy", 0.1, TEST),
    ("a good story and a good cast", 0.85, DEV),
    ("the year never had a sad ending like it", 0.35, DEV),
)
UNKNOWN = "UNK"
POWER = 0.75
FREQUENT = 1e-1


class StanfordSentiment:
    """Sentences with a sentiment between 0 and 1, their vocabulary and random windows."""

    def __init__(self, path: str | None = None, tablesize: int = 10_000) -> None:
        """Build the vocabulary; `path` is accepted for the course's sake and never read."""
        self.tablesize = tablesize
        self._sentences = [text.split() for text, _, _ in SENTENCES]
        self._counts: dict[str, int] = {}
        for sentence in self._sentences:
            for word in sentence:
                self._counts[word] = self._counts.get(word, 0) + 1
        self._words = [*self._counts, UNKNOWN]
        self._counts[UNKNOWN] = 1
        self._tokens = {word: index for index, word in enumerate(self._words)}
        self._table: list[int] = []

    def tokens(self) -> dict[str, int]:
        """Return the index of each word."""
        return self._tokens

    def sentences(self) -> list[list[str]]:
        """Return all sentences as lists of words."""
        return self._sentences

    def numSentences(self) -> int:
        """Return how many sentences there are."""
        return len(self._sentences)

    def allSentences(self) -> list[list[str]]:
        """Return the sentences thinned by each word's reject probability."""
        reject = self.rejectProb()
        thinned = [
            [word for word in sentence if random.random() >= reject[self._tokens[word]]]
            for sentence in self._sentences
        ]
        return [sentence for sentence in thinned if len(sentence) > 1]

    def getRandomContext(self, C: int = 5) -> tuple[str, list[str]]:
        """Return a random word and its neighbours at a distance of at most C."""
        sentence = random.choice(self._sentences)
        place = random.randrange(len(sentence))
        center = sentence[place]
        around = sentence[max(0, place - C) : place] + sentence[place + 1 : place + C + 1]
        context = [word for word in around if word != center]
        return (center, context) if context else self.getRandomContext(C)

    def sent_labels(self) -> list[float]:
        """Return each sentence's sentiment between 0 and 1."""
        return [score for _, score, _ in SENTENCES]

    def dataset_split(self) -> list[list[int]]:
        """Return the numbers of the train, test and dev sentences."""
        return [
            [number for number, entry in enumerate(SENTENCES) if entry[2] == split]
            for split in (TRAIN, TEST, DEV)
        ]

    def categorify(self, label: float) -> int:
        """Return the class, 0 (very negative) to 4 (very positive), of a sentiment."""
        return sum(label > bound for bound in (0.2, 0.4, 0.6, 0.8))

    def getSplitSentences(self, split: int = TRAIN) -> list[tuple[list[str], int]]:
        """Return (words, class) of each sentence in one part of the corpus."""
        labels = self.sent_labels()
        return [
            (self._sentences[number], self.categorify(labels[number]))
            for number in self.dataset_split()[split]
        ]

    def getTrainSentences(self) -> list[tuple[list[str], int]]:
        """Return the part to train on."""
        return self.getSplitSentences(TRAIN)

    def getTestSentences(self) -> list[tuple[list[str], int]]:
        """Return the part for the final test."""
        return self.getSplitSentences(TEST)

    def getDevSentences(self) -> list[tuple[list[str], int]]:
        """Return the part for choosing between models."""
        return self.getSplitSentences(DEV)

    def getRandomTrainSentence(self) -> tuple[list[str], int]:
        """Return one random (words, class) to train on."""
        return random.choice(self.getTrainSentences())

    def sampleTable(self) -> list[int]:
        """Return word indices, each as often as its count to the power 3/4 asks for."""
        if not self._table:
            weights = [self._counts[word] ** POWER for word in self._words]
            total = sum(weights)
            for index, weight in enumerate(weights):
                self._table += [index] * max(1, round(self.tablesize * weight / total))
        return self._table

    def rejectProb(self) -> list[float]:
        """Return for each word how likely it is to be left out when sentences are thinned."""
        total = sum(self._counts.values())
        shares = [self._counts[word] / total for word in self._words]
        return [max(0.0, 1.0 - (FREQUENT / share) ** 0.5) for share in shares]

    def sampleTokenIdx(self) -> int:
        """Return the index of a random word, frequent words more often."""
        return random.choice(self.sampleTable())
