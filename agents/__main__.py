"""`python -m agents`: a worker with the settings of the environment, without the command line."""

import sys

from agents.app import run
from tocsin.errors import TocsinError
from tocsin.settings import load

if __name__ == "__main__":
    try:
        run(load())
    except TocsinError as error:
        print(f"tocsin: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
