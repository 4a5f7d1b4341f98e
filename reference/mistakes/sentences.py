"""What a student reads of each mistake: one idea a slug, and no formula given away."""

SENTENCES = {
    "accuracy-returned": "The best accuracy comes back alone: what is asked for is the whole "
    "entry that it belongs to.",
    "annealed-too-soon": "The step size shrinks in every iteration. Look at how often it is to be "
    "halved.",
    "averaged-not-summed": "An average was taken where a sum is due. Look for a mean, or for a "
    "division by a number of words or examples.",
    "axis-missing": "The vectors of the words run into a single number. Tell numpy which axis "
    "counts words, both where you look them up and where you average.",
    "backprop-stopped": "The gradient stops at the output layer: the error has to travel on, "
    "through the second weights, to the first ones.",
    "bias-gradient-missing": "The gradient by a bias is left at zero. A bias is added for every "
    "example, so every example's error reaches it.",
    "bias-missing": "The biases are never added on the way forward.",
    "center-for-outside": "A center vector stands where an outside vector belongs. Check for each "
    "factor which of the two tables it comes from.",
    "center-word-included": "The center word is treated as one of its own context words. The "
    "window has a gap in the middle.",
    "center-word-skipped": "A context word that equals the center word is skipped. It counts like "
    "any other where it stands beside the center.",
    "chosen-by-test": "The model is chosen by its test accuracy, which must stay unseen until the "
    "choice is made.",
    "chosen-by-train": "The model is chosen by its training accuracy, which says little about "
    "sentences that it has not seen.",
    "classes-from-one": "The predicted classes are counted from one: they are off by one from "
    "the columns of the weights.",
    "complement-mixed-up": "The sigmoid of a negative's score and that of the negated score "
    "changed places in the gradient. Work out which of them should vanish when the score is very "
    "low.",
    "context-predicted": "The model runs the wrong way: in CBOW the context predicts the center "
    "word, once, and not the other way round.",
    "derivative-argument": "The derivative of the sigmoid is fed the wrong number. Check whether "
    "it is meant to get the number before the sigmoid or the sigmoid's own value.",
    "derivative-not-taken": "The derivative of the sigmoid is missing: the error passes the "
    "sigmoid as if it were not there.",
    "epsilon-added": "A small number that was added to be safe changes the result visibly. Find a "
    "form that is safe without it.",
    "every-row": "The gradient of one row is added to every row. Which rows does the loss depend "
    "on?",
    "exp-missing": "The scores are divided by their sum as they are: the exponential is missing.",
    "exponent-sign": "The curve falls where it should rise: look at the sign in the exponent.",
    "extra-term": "The loss has a term too many: the one for yes-or-no outputs, which a softmax "
    "does not need, as its probabilities compete already.",
    "first-kept": "The first result comes back, whatever the others are: compare them all.",
    "floor-division": "The division drops everything after the decimal point.",
    "given-loss-ignored": "The loss function that is handed in is never called: another one "
    "stands in the code. The caller chooses the loss.",
    "gradient-not-renewed": "The gradient is taken once, at the start. It changes with every step.",
    "ids-averaged": "The row numbers of the words are averaged. They are names: look up their "
    "vectors first.",
    "inner-sign": "A sign inside the product is wrong: try the two ends of the curve, where the "
    "slope vanishes.",
    "last-kept": "The last result comes back: it took the place of the best one without being "
    "better.",
    "least-probable-class": "The class with the lowest probability is predicted.",
    "lengths-returned": "The lengths of the rows come back: the rows themselves are still to be "
    "divided by them.",
    "log-missing": "The logarithm is missing: the loss adds probabilities themselves.",
    "log-not-differentiated": "The gradient is that of the sigmoid, but the loss takes the "
    "logarithm of it: the chain has one more link.",
    "loss-per-word": "Each context word predicts by itself. In CBOW the context's vectors are "
    "added first, and there is one loss for the whole window.",
    "mean-wrong-axis": "The average runs over the dimensions of each vector where it should run "
    "over the words.",
    "missing-term": "A term is left out: the sum in the denominator runs over all there is, also "
    "over what stands in the numerator.",
    "most-probable-picked": "The loss looks at the word that is most probable. It should look at "
    "the one that was really seen.",
    "negatives-missing": "What the negatives add is missing: only the true word takes part.",
    "negatives-off-by-one": "One of the negatives is left out. Check where the loop over them "
    "starts and stops.",
    "negatives-sign-flipped": "What the negatives add has the wrong sign; the true word's part is "
    "right.",
    "negatives-sign-lost": "The negatives are scored like the true word. Their scores enter with "
    "the opposite sign, inside the sigmoid.",
    "norm-wrong-axis": "The columns come out with length one. It is the rows that should: check "
    "the axis of the sum.",
    "normaliser-missing": "What makes probabilities of the scores is left out: the sum over all "
    "of them.",
    "numerical-gradient": "It looks like finite differences: right to a few digits where inputs "
    "are of ordinary size, wrong where they are very large or small. Derive the gradient.",
    "off-by-one-iterations": "The number of steps is off by one. Check where the loop starts and "
    "stops.",
    "off-by-one-window": "A word at the edge of the window is left out. Check where the loop over "
    "the context words starts and stops.",
    "other-words-missing": "Only the true word takes part. Every word of the vocabulary enters "
    "the softmax, so every one has its share in the gradient.",
    "outputs-swapped": "The two gradients come back in each other's place. Check the order that "
    "the docstring gives.",
    "outside-for-center": "An outside vector stands where a center vector belongs. Check for each "
    "factor which of the two tables it comes from.",
    "overwritten": "A result is assigned in each turn of a loop where it should be added to: only "
    "the last turn is left.",
    "packing-order": "The numbers are right but not in the order of the parameters. Unpack what "
    "you packed and compare, layer by layer.",
    "penalty-missing": "The penalty on the weights is left out.",
    "penalty-scaled": "The penalty on the weights has the wrong factor. Compare it with the "
    "handout: what stands before it, and is it averaged over the examples?",
    "postprocessing-at-end": "The postprocessing is applied once, at the end. It belongs into "
    "every iteration.",
    "postprocessing-before-step": "The postprocessing comes before the step, so the last step is "
    "never processed.",
    "postprocessing-dropped": "The postprocessing is called, but what it returns is dropped. It "
    "may hand back a new array and leave its argument alone.",
    "postprocessing-never": "The postprocessing is never called.",
    "pre-activation-used": "The hidden layer enters the gradient as it was before the sigmoid. "
    "What is it that the second weights multiply?",
    "predictions-wrong-axis": "For each class an example is picked. It should be a class for each "
    "example: check the axis.",
    "probability-for-class": "The highest probability comes back. The class that has it is asked "
    "for.",
    "repeats-lost": "It is right as long as all negatives differ: a negative that is drawn twice "
    "must count twice.",
    "roles-swapped": "The roles are swapped: in skip-gram the center word predicts each word of "
    "its context.",
    "root-missing": "The rows are divided by the square of their length: a root is missing.",
    "row-alone": "Only one word's row comes back. The gradient has a row for every word, like the "
    "table that it belongs to; most of them are zero.",
    "row-for-column": "A vector came back as a matrix with a single row or column: by the shape "
    "convention a gradient has the very shape of what it differentiates by.",
    "scaled": "Everything is right but for one factor. Look for a half, or for a term that is "
    "counted twice.",
    "shift-one-sided": "The shift by the maximum is done above or below the fraction bar only. It "
    "cancels when it is done in both.",
    "sign-flipped": "Everything is right but for its sign. Follow the minus before the logarithm "
    "through your derivation.",
    "softmax-wrong-axis": "The softmax runs over the wrong axis. Which entries are to add up to "
    "one?",
    "start-returned": "The starting point comes back: the steps are taken elsewhere, or not at "
    "all.",
    "step-ignored": "The step size is left out of the step.",
    "stops-early": "Only one step is taken. Check what is inside the loop and what comes after it.",
    "summed-not-averaged": "A sum was taken where an average is due.",
    "summed-too-early": "A sum is taken too early: add up after the logarithm or the product, not "
    "before.",
    "target-not-picked": "The loss adds up over all words. Only the probability of the word that "
    "was really seen counts.",
    "target-not-subtracted": "The error is the bare prediction: what should have been predicted "
    "is never subtracted.",
    "transposed": "It is the transpose: by the shape convention a gradient has the very shape of "
    "what it differentiates by.",
    "true-word-as-negative": "The true word is counted among the negatives too.",
    "true-word-missing": "What the true word itself adds is missing; all other words are right.",
    "true-word-twice": "The true word is subtracted twice. Look for an array that is changed in "
    "place and then used again.",
    "unprocessed-iterate": "The next step starts from the point before the postprocessing. It "
    "should start from what the postprocessing returned.",
    "whole-matrix-norm": "One length is taken for the whole matrix. Each row has a length of its "
    "own.",
    "whole-vocabulary": "Every other word of the vocabulary is taken as a negative. Only the "
    "drawn ones are.",
    "word-left-out": "One word of the sentence is left out. Check where the loop starts and stops.",
    "word-repeats-lost": "A word that occurs twice counts once. Look at what a set, or an "
    "addition to a list of rows, makes of repeated words.",
    "worst-chosen": "The model with the lowest accuracy is chosen.",
    "wrong-divisor": "The sum is divided by the wrong number. Of how many vectors is it the "
    "average?",
    "wrong-function": "Another function stands where the handout's belongs. Compare the two at "
    "one small number by hand.",
    "wrong-index": "The right computation is done for the wrong row. Print the row number beside "
    "the word that you mean.",
    "wrong-norm": "The rows are divided by something other than their Euclidean length. What do "
    "the squares of a row add up to afterwards?",
    "wrong-row": "The right numbers stand in the wrong row. Whose vector is it that they belong "
    "to?",
}
"""By slug; a variant says it in words of its own where that helps more."""
