"""Where the private cluster lies and whose it is: PostgreSQL refuses to run as root."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from config.embedded.checkout import Checkout, private_directory
from config.embedded.commands import Account, is_root
from config.embedded.messages import SetupError

ROOT_HOME = Path("/var/lib")


@dataclass(frozen=True)
class Placement:
    home: Path
    sockets: Path
    account: Account | None = None

    @property
    def data(self) -> Path:
        return self.home / "postgres"

    @property
    def packages(self) -> Path:
        return self.home / "packages"


def place(checkout: Checkout) -> Placement:
    """As an ordinary user in .local; as root likewise, unless the server's user cannot reach into the checkout."""
    if not is_root():
        return Placement(checkout.local, private_directory(checkout.socket_directory("sockets")))
    account = unprivileged()
    if reachable(checkout.local, account):
        return Placement(checkout.local, checkout.socket_directory("postgres-sockets"), account)
    home = ROOT_HOME / f"cunyuan-{checkout.key}"
    home.mkdir(mode=0o755, exist_ok=True)
    return Placement(home, checkout.socket_directory("postgres-sockets", base=home), account)


def unprivileged() -> Account:
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise SetupError(
        "PostgreSQL does not run as root, and there is neither a user postgres nor nobody to run it as."
    )


def reachable(path: Path, account: Account) -> bool:
    return all(_enterable(directory.stat(), account) for directory in (path, *path.resolve().parents))


def _enterable(status: os.stat_result, account: Account) -> bool:
    if status.st_uid == account.uid:
        return bool(status.st_mode & 0o100)
    return bool(status.st_mode & (0o010 if status.st_gid == account.gid else 0o001))


def owned_directory(path: Path, account: Account | None) -> Path:
    """A 0700 directory of the server's user."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if account is not None:
        os.chown(path, account.uid, account.gid)
    path.chmod(0o700)
    return path
