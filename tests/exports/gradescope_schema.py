"""The schema of Gradescope's `results.json`, written after its manual."""

from typing import Any

VISIBILITY = {"hidden", "after_due_date", "after_published", "visible"}
FORMATS = {"text", "html", "simple_format", "md", "ansi"}
NUMBER = (int, float)
TOP: dict[str, Any] = {
    "score": NUMBER,
    "execution_time": NUMBER,
    "output": str,
    "output_format": FORMATS,
    "test_output_format": FORMATS,
    "test_name_format": FORMATS,
    "visibility": VISIBILITY,
    "stdout_visibility": VISIBILITY,
    "extra_data": dict,
    "tests": list,
    "leaderboard": list,
}
TEST: dict[str, Any] = {
    "score": NUMBER,
    "max_score": NUMBER,
    "status": {"passed", "failed"},
    "name": str,
    "name_format": FORMATS,
    "number": str,
    "output": str,
    "output_format": FORMATS,
    "tags": list,
    "visibility": VISIBILITY,
    "extra_data": dict,
}


def checked(content: Any) -> Any:
    """Return the content of a results file, after checking it by the schema."""
    assert [] == problems(content, TOP)
    assert [] == [p for test in content.get("tests", ()) for p in problems(test, TEST)]
    return content


def problems(content: Any, schema: dict[str, Any]) -> list[str]:
    """Return what of an object the schema does not allow."""
    found = [f"unknown key {key}" for key in content if key not in schema]
    for key in content.keys() & schema.keys():
        value, rule = content[key], schema[key]
        ok = value in rule if isinstance(rule, set) else isinstance(value, rule)
        found += [] if ok else [f"{key}: {value!r}"]
    return found
