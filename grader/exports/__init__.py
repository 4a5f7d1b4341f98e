"""Other systems' formats: results in, their text out. One format a file, all pure functions."""
