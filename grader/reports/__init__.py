"""What people and other programs read: pages, tables and text made from results alone."""
