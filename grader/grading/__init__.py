"""One submission from files to result: plan the calls, run them, judge what came back."""
