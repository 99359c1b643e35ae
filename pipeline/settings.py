"""TOML file and environment → Settings: the knobs a person may turn.

Precedence: an option on the command line, then `DATELINE_<NAME>` in the environment, then the
settings file, then the default below. Nothing is read at import.
"""

import dataclasses
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import PipelineError

PREFIX = "DATELINE_"
STORE_VARIABLE = "DATELINE_STORE"  # how `dateline open` tells the dashboard its store


@dataclass(frozen=True, slots=True)
class Settings:
    """What the stages may be told.

    `model` names the language pipeline; `gazetteer` a gazetteer file other than the packaged one;
    `store` the folder that `open` and `add` use unless told otherwise. `demonyms` lists adjectives
    and peoples too. `jobs` is how many processes work at once, `batch_size` how many articles go
    to one of them together. `port` is where the dashboard listens.
    """

    model: str = "dateline"
    gazetteer: Path | None = None
    store: Path | None = None
    demonyms: bool = False
    jobs: int = 1
    batch_size: int = 32
    port: int = 8501

    @property
    def store_folder(self) -> Path:
        """The store to use: the one set, else one in the user's data folder."""
        return self.store or default_store()


def default_store() -> Path:
    """The store of a user who names none."""
    import platformdirs

    return platformdirs.user_data_path("dateline", appauthor=False) / "store"


def cache_folder() -> Path:
    """Where things that can be made again lie."""
    import platformdirs

    return platformdirs.user_cache_path("dateline", appauthor=False)


def settings_file() -> Path:
    """The settings file, which need not exist; `DATELINE_CONFIG` names another."""
    import platformdirs

    named = os.environ.get(f"{PREFIX}CONFIG")
    folder = platformdirs.user_config_path("dateline", appauthor=False)
    return Path(named) if named else folder / "dateline.toml"


def read_settings(
    file: Path | None = None, environment: Mapping[str, str] | None = None
) -> Settings:
    """Gather the settings from file and environment; unknown names and wrong values are refused.

    Raises:
        PipelineError: the file is no TOML, or holds a name or value that is no setting.
    """
    path = settings_file() if file is None else file
    variables = os.environ if environment is None else environment
    known = {field.name: field for field in dataclasses.fields(Settings)}
    values: dict[str, object] = dict(_file_values(path))
    for name in known:
        if PREFIX + name.upper() in variables:
            values[name] = variables[PREFIX + name.upper()]
    unknown = sorted(values.keys() - known.keys())
    if unknown:
        message = f"{path}: no such setting: {', '.join(unknown)}; there are: {', '.join(known)}"
        raise PipelineError(message)
    return Settings(**{name: _value(name, value) for name, value in values.items()})  # type: ignore[arg-type]  # _value gives each field its own type


def _file_values(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        message = f"{path}: cannot be read as TOML ({error})"
        raise PipelineError(message) from error


def _value(name: str, value: object) -> object:
    """The value as its field wants it; the environment has only text."""
    text = str(value).strip()
    if name in ("gazetteer", "store"):
        return Path(text).expanduser() if text else None
    if name == "demonyms":
        if text.lower() in ("1", "true", "yes", "on"):
            return True
        if text.lower() in ("0", "false", "no", "off", ""):
            return False
    elif name == "model":
        return text
    elif text.isdecimal() and int(text) > 0:
        return int(text)
    message = f"setting {name}: {value!r} will not do"
    raise PipelineError(message)
