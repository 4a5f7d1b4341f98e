"""What to install or set on this machine so that a layer of isolation can be had."""

from pathlib import Path
from typing import NamedTuple

from grader.sandbox.inside import kernel

SYSCTLS = Path("/proc/sys")
SECURITY_MODULES = Path("/sys/kernel/security/lsm")
ENOUGH = "15000"
REMEDIES = {
    "namespaces": "allow unprivileged user namespaces: in a container, run it with a seccomp "
    "profile that allows unshare, mount and pivot_root",
    "landlock": "use a kernel of 5.13 or newer that was built with Landlock, or run "
    "a container with a seccomp profile that allows landlock_create_ruleset",
    "seccomp": "install the package libseccomp2, and use a kernel with seccomp filters",
    "rlimits": "let processes lower their own limits: in a container, run it with a seccomp "
    "profile that allows prlimit64",
    "clock": "nothing to install: report this as a fault of the grader",
    "together": "nothing to install: report this as a fault of the grader",
}


class Setting(NamedTuple):
    """A kernel setting that can forbid namespaces: its path, the value that does, a better one."""

    path: str
    forbids: str
    allows: str

    @property
    def name(self) -> str:
        """The name that sysctl knows it by."""
        return self.path.replace("/", ".")


SETTINGS = (
    *(
        Setting(f"user/max_{kind}_namespaces", "0", ENOUGH)
        for kind in ("user", "mnt", "pid", "net", "ipc", "uts")
    ),
    Setting("kernel/unprivileged_userns_clone", "0", "1"),
    Setting("kernel/apparmor_restrict_unprivileged_userns", "1", "0"),
)


def remedy(layer: str) -> str:
    """Say what to do about a layer that is missing: the setting in its way, if there is one."""
    if layer == "namespaces":
        return forbidden(SYSCTLS) or REMEDIES[layer]
    if layer == "landlock":
        return switched_off(SECURITY_MODULES) or REMEDIES[layer]
    return REMEDIES[layer]


def forbidden(sysctls: Path) -> str:
    """Name the settings below `sysctls` that forbid namespaces; empty where none does."""
    found = [each for each in SETTINGS if read(sysctls / each.path) == each.forbids]
    if not found:
        return ""
    facts = " and ".join(f"{each.name} is {each.forbids}" for each in found)
    commands = " and ".join(f"sysctl -w {each.name}={each.allows}" for each in found)
    return f"{facts}: as root, run {commands}"


def switched_off(modules: Path) -> str:
    """Say what to boot with if the kernel has security modules, and Landlock is none of them."""
    running = read(modules)
    if not running or "landlock" in running.split(","):
        return ""
    return f"the kernel runs {running} without Landlock: boot it with lsm=landlock,{running}"


def refusal(layer: str) -> str:
    """Say how the kernel itself answers when asked for a layer; empty where that tells nothing."""
    if layer != "landlock":
        return ""
    try:
        kernel.landlock_abi()
    except OSError as error:
        return str(error)
    return ""


def read(path: Path) -> str:
    """Return a setting's text; empty where this kernel has no such setting or hides it."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError:
        return ""
