"""The grader of written derivations: from a document to verdicts, stage by stage."""
