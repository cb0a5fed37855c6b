"""Is this a system that Cunyuan can set itself up on?"""

import platform
import sys

from config.embedded import messages
from config.embedded.messages import SetupError


def require_supported(
    system: str = platform.system(), version: tuple[int, ...] = sys.version_info[:3]
) -> None:
    if system != "Linux":
        raise SetupError(messages.unsupported_system(system))
    if version < (3, 11):
        raise SetupError(messages.old_python(".".join(map(str, version))))
