"""The command line: `dateline …` and `python -m pipeline …`.

Little is imported here, for every worker process imports this module too.
"""

import sys

from gazetteer.errors import GazetteerError
from pipeline.commands.statuses import NOTHING_DONE, STOPPED
from pipeline.errors import PipelineError


def main() -> None:
    """Run the command that was typed; what a person can mend is told in one line, status 2."""
    try:
        from pipeline.commands.app import app

        app(prog_name="dateline")
    except (PipelineError, GazetteerError) as error:
        print(f"dateline: {error}", file=sys.stderr)
        sys.exit(NOTHING_DONE)
    except KeyboardInterrupt:
        print("dateline: stopped", file=sys.stderr)
        sys.exit(STOPPED)


if __name__ == "__main__":
    main()
