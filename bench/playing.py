"""`assessment play-N`: moving a weight, from the request to the last byte of the answer, signed in with a token."""

import http.client
import json
import time
from collections.abc import Callable

from bench.measuring import Contender, in_turns
from bench.records import Record
from bench.servers import Server, ours

PATH = "/api/v1/rankings/"


def records(runs: int) -> list[Record]:
    """The first play of each process reads the run's input, and is told apart."""
    from knox.models import AuthToken

    from parks.accounts.models import User
    from parks.inventory.models import Park

    cities = sorted({code[:4] for code in Park.objects.values_list("area_id", flat=True)})
    User.objects.filter(username="bench-player").delete()
    user = User.objects.create_user("bench-player", scope=cities)
    _, token = AuthToken.objects.create(user)
    count = Park.objects.count()
    try:
        with ours() as server:
            first = max(_play(server, token, 0.0) for _ in range(4))
            played = Contender("ours", "Cunyuan over HTTP", _plays(server, token))
            found = in_turns(
                "assessment", f"play-{count}", [played], unit="ms", better="lower", runs=10 * runs
            )
    finally:
        user.delete()
    tool = "Cunyuan, slowest of the first four"
    return [
        *found,
        Record("assessment", f"play-{count}-first", "ours", tool, round(first, 1), "ms", "lower", 1),
    ]


def _plays(server: Server, token: str) -> Callable[[], float]:
    weight = iter(range(1_000_000))
    return lambda: _play(server, token, next(weight) / 1_000)


def _play(server: Server, token: str, weight: float) -> float:
    """Milliseconds."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    headers = {"Authorization": f"Token {token}", "Content-Type": "application/json"}
    start = time.perf_counter()
    connection.request("POST", PATH, json.dumps({"weights": {"far": 0.1 + weight}}), headers)
    answer = connection.getresponse()
    content = answer.read()
    took = time.perf_counter() - start
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{PATH} answered {answer.status}: {content[:200]!r}")
    return 1_000 * took
