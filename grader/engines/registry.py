"""The engines by the name that `--engine` takes."""

from grader.engines.engine import Engine
from grader.engines.local import grade_locally

ENGINES: dict[str, Engine] = {"local": grade_locally}
