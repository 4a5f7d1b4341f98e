"""A student's desk: what lies there is found, read and judged, for whoever shows the result."""
