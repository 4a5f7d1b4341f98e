"""Folders, zips, notebooks and LMS downloads become submissions, in a fixed order."""
