"""Characters that end a line in YAML 1.1 and are text in YAML 1.2, kept from a parser of 1.1."""

BREAKS = "\x85\u2028\u2029"
FIRST_PRIVATE, LAST = 0xE000, 0x10FFFF


def spared(text: str) -> tuple[str, dict[int, str]]:
    """Return a text in which characters that it doesn't hold stand for these.

    Also returns the table by which `str.translate` puts them back.
    """
    there = [sign for sign in BREAKS if sign in text]
    if not there:
        return text, {}
    held = set(text)
    free = (number for number in range(FIRST_PRIVATE, LAST) if chr(number) not in held)
    back = {next(free): sign for sign in there}
    away = {ord(sign): chr(number) for number, sign in back.items()}
    return text.translate(away), back
