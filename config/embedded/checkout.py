"""Where everything of one checkout lies, and the key that keeps two checkouts apart."""

import hashlib
import os
import pwd
import tempfile
from dataclasses import dataclass
from pathlib import Path

from config.embedded import messages
from config.embedded.messages import SetupError

SOCKET_PATH_LIMIT = 100
LONGEST_SOCKET_NAME = ".s.PGSQL.5432.lock"


@dataclass(frozen=True)
class Checkout:
    root: Path

    @property
    def local(self) -> Path:
        return self.root / ".local"

    @property
    def tools(self) -> Path:
        return self.root / ".tools"

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def log(self) -> Path:
        return self.local / "log" / "cunyuan.log"

    @property
    def key(self) -> str:
        return hashlib.sha256(str(self.root.resolve()).encode()).hexdigest()[:10]

    def prepare(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        owner = self.local.stat().st_uid
        if owner != os.geteuid():
            raise SetupError(messages.wrong_owner(self.local, user_name(owner)))

    def socket_directory(self, name: str, base: Path | None = None) -> Path:
        """The first directory whose socket paths the kernel still accepts."""
        for candidate in ((base or self.local) / name, self._short_directory(name)):
            if len(os.fsencode(candidate / LONGEST_SOCKET_NAME)) < SOCKET_PATH_LIMIT:
                return candidate
        raise SetupError(f"No directory is short enough for a unix socket: {self._short_directory(name)}")

    def _short_directory(self, name: str) -> Path:
        """Root's own runtime directory is closed to the server's user, so root goes to /tmp."""
        runtime = os.environ.get("XDG_RUNTIME_DIR", "")
        usable = os.geteuid() != 0 and bool(runtime) and os.access(runtime, os.W_OK)
        base = Path(runtime) if usable else Path(tempfile.gettempdir())
        return base / f"cunyuan-{os.geteuid()}-{self.key}-{name}"


def user_name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def private_directory(path: Path) -> Path:
    """Ours alone (0700), also below a shared /tmp: somebody else's directory of that name is refused."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    owner = path.lstat().st_uid
    if path.is_symlink() or owner != os.geteuid():
        raise SetupError(messages.wrong_owner(path, user_name(owner)))
    path.chmod(0o700)
    return path
