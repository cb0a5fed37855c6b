"""A private PostgreSQL cluster: unix socket only, started, recognised after a crash, stopped."""

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from config.embedded import commands, liveness, messages
from config.embedded.liveness import Identity
from config.embedded.messages import SetupError
from config.embedded.placement import Placement, owned_directory
from config.embedded.postgres_binaries import Binaries

USER = "app"
DATABASE = "cunyuan"
# crash recovery may have a lot of log to replay
START_SECONDS = 120.0
STOP_SECONDS = 20.0
SHARED_MEMORY_SECONDS = 10.0
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "jit": "off",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "max_connections": "100",
    "max_wal_size": "2GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "dynamic_shared_memory_type": "mmap",
}


@dataclass(frozen=True)
class Cluster:
    placement: Placement
    binaries: Binaries
    log: Path

    @property
    def data(self) -> Path:
        return self.placement.data

    def url(self, database: str = DATABASE) -> str:
        return f"postgis://{USER}@/{database}?host={quote(str(self.placement.sockets), safe='')}"

    def initialize(self) -> None:
        """Made beside its place and renamed: a killed initdb is not taken for a cluster."""
        unfinished = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        owned_directory(unfinished, self.placement.account)
        options = ["-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        command = [self.binaries.program("initdb"), "-D", unfinished, *options]
        commands.run(
            "database", command, self.log, self.binaries.clean_environment, unfinished, self.placement.account
        )
        unfinished.rename(self.data)

    def start(self) -> None:
        """Adopts the server of an earlier run that still answers; ends one that does not."""
        running = self.running()
        if running and self._answers():
            return
        if running:
            self._end(running)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        owned_directory(self.placement.sockets, self.placement.account)
        self._forget_sockets()
        # Backends of a killed postmaster hold its shared memory until they notice, a moment later.
        if not liveness.wait_until(self._try_start, SHARED_MEMORY_SECONDS, pause=0.5):
            raise SetupError(messages.step_failed("database", commands.tail(self.log), self.log))

    def _forget_sockets(self) -> None:
        """PostgreSQL takes a killed postmaster for a live one until somebody reaps it, which in a container may be nobody."""
        for left in self.placement.sockets.glob(".s.PGSQL.*"):
            left.unlink(missing_ok=True)

    def _try_start(self) -> bool:
        before = self.log.stat().st_size
        process = self._launch()
        ready = liveness.wait_until(
            lambda: process.poll() is not None or self._ready(process.pid), START_SECONDS
        )
        if ready and process.poll() is None:
            return True
        said = self.log.read_bytes()[before:].decode("utf-8", "replace")
        if "shared memory block" in said or "is still in use" in said:
            return False
        if os.strerror(28) in said:
            raise SetupError(messages.no_space_left(self.data))
        raise SetupError(messages.step_failed("database", commands.tail_of(said), self.log))

    def _launch(self) -> "subprocess.Popen[bytes]":
        settings = {**SETTINGS, "unix_socket_directories": str(self.placement.sockets)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [self.binaries.program("postgres"), "-D", self.data, *options]
        return commands.serve(
            command, self.log, self.binaries.clean_environment, self.data, self.placement.account
        )

    def _pid_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except OSError:
            return []

    def _ready(self, pid: int) -> bool:
        lines = self._pid_file()
        return len(lines) >= 8 and lines[0].strip() == str(pid) and lines[7].strip() == "ready"

    def running(self) -> Identity | None:
        """The live postmaster of this very data directory; a pid given to another program is not taken for it."""
        lines = self._pid_file()
        if not lines or not lines[0].strip().isdigit():
            return None
        pid = int(lines[0])
        return liveness.identify(pid) if str(self.data) in liveness.command_line(pid) else None

    def _answers(self) -> bool:
        lines = self._pid_file()
        here = len(lines) >= 5 and lines[4].strip() == str(self.placement.sockets)
        ready = [str(self.binaries.program("pg_isready")), "-q", "-t", "3", "-h", str(self.placement.sockets)]
        env = self.binaries.clean_environment
        return here and subprocess.run(ready, env=env, check=False).returncode == 0

    def stop(self) -> None:
        if running := self.running():
            self._end(running)

    def _end(self, postmaster: Identity) -> None:
        for sign in (signal.SIGINT, signal.SIGQUIT):
            if postmaster.alive:
                os.kill(postmaster.pid, sign)
            if liveness.wait_until(lambda: not postmaster.alive, STOP_SECONDS, pause=0.02):
                commands.reap()
                return

    def sql(self, *statements: str, database: str = "postgres") -> str:
        options = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.placement.sockets, "-U", USER]
        told = [part for statement in statements for part in ("-c", statement)]
        command = [self.binaries.program("psql"), *options, "-d", database, *told]
        return commands.run("database", command, self.log, self.binaries.clean_environment).strip()

    def ensure_database(self, name: str = DATABASE) -> str:
        """Returns what identifies the database's contents: it changes when either is made anew."""
        if not self._identity(name):
            self.sql(f'create database "{name}"')
        return self._identity(name)

    def _identity(self, name: str) -> str:
        identity = "select s.system_identifier || '-' || d.oid from pg_control_system() s, pg_database d"
        return self.sql(f"{identity} where d.datname = '{name}'")

    def drop_database(self, name: str = DATABASE) -> None:
        self.sql(f'drop database if exists "{name}" with (force)')
