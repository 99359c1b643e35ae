"""`python -m benchmarks NAME …` -> runs `benchmarks/NAME.py`, which prints one table."""

import importlib
import pkgutil
import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Run the benchmark named first with the rest of the arguments; list them without a name.

    `--help` prints what a benchmark says of itself, where it has no options that print more.
    """
    here = [module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)])]
    names = sorted(name for name in here if not name.startswith("_"))
    if not arguments or arguments[0] not in names:
        print("usage: python -m benchmarks NAME …\n\n" + "\n".join(f"  {n}" for n in names))
        return 0 if not arguments else 2
    module = importlib.import_module(f"benchmarks.{arguments[0]}")
    if {"-h", "--help"} & set(arguments[1:]) and not hasattr(module, "argparse"):
        print(module.__doc__)
        return 0
    status: int = module.run(arguments[1:])
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
