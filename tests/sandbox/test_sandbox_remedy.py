"""What to do about a missing layer: the settings of this machine that stand in its way."""

import re
from pathlib import Path

import pytest

from grader.sandbox.remedy import REMEDIES, SETTINGS, Setting, forbidden, remedy, switched_off
from grader.sandbox.slot import LAYERS


def settings(folder: Path, **values: str) -> Path:
    """Lay out kernel settings, all allowing but those given by the end of their name."""
    for each in SETTINGS:
        (folder / each.path).parent.mkdir(exist_ok=True)
        (folder / each.path).write_text(f"{values.get(each.name.split('.')[1], each.allows)}\n")
    return folder


def test_every_layer_has_a_remedy() -> None:
    """Whatever the doctor may find missing, it says what to do."""
    assert {*LAYERS, "clock", "together"} == set(REMEDIES)
    assert all(remedy(layer) for layer in REMEDIES)


def test_allowing_settings_are_not_named(tmp_path: Path) -> None:
    """Where the kernel allows namespaces, or has no such settings, none stands in the way."""
    assert "" == forbidden(tmp_path)
    assert "" == forbidden(settings(tmp_path))


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda each: each.name)
def test_a_forbidding_setting_is_named(setting: Setting, tmp_path: Path) -> None:
    """Its name, its value, and the command that changes it."""
    name = setting.name
    said = forbidden(settings(tmp_path, **{name.split(".")[1]: setting.forbids}))

    assert f"{name} is {setting.forbids}: as root, run sysctl -w {name}={setting.allows}" == said


def test_all_forbidding_settings_are_named(tmp_path: Path) -> None:
    """Changing one of two would not do."""
    said = forbidden(settings(tmp_path, max_pid_namespaces="0", max_net_namespaces="0"))

    assert ["user.max_pid_namespaces", "user.max_net_namespaces"] == re.findall(r"(\S+) is", said)
    assert 2 == said.count("sysctl -w")


@pytest.mark.parametrize(
    ("modules", "said"),
    [
        ("lockdown,yama", "boot it with lsm=landlock,lockdown,yama"),
        ("lockdown,landlock,yama", ""),
        (None, ""),
    ],
)
def test_landlock_that_was_not_booted(modules: str | None, said: str, tmp_path: Path) -> None:
    """The boot option keeps what ran before; nothing is said where Landlock is not the trouble."""
    file = tmp_path / "lsm"
    if modules is not None:
        file.write_text(modules)

    assert switched_off(file).endswith(said) and bool(switched_off(file)) == bool(said)
