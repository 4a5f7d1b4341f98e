"""Stage 6: holds, fails or cannot tell, with the reading that was used."""
