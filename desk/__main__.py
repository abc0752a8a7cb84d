"""`python -m desk` serves the desk; `migrate` prepares its database; `seed` adds the demo's people."""

import asyncio
import socket
import sys
from collections.abc import Awaitable, Callable

from desk.app import create_app
from desk.clock import utc_now
from desk.logs import set_up_logs
from desk.migrations import migrate
from desk.seed import seed
from desk.settings import Settings, SettingsError
from desk.store.database import Database, DatabaseNotReadyError

USAGE = "Usage: python -m desk [serve|migrate|seed]"


def main(arguments: list[str]) -> int:
    """Run one command; 0 if it went well, else a sentence on standard error."""
    commands: dict[str, Callable[[Settings], None]] = {"serve": _serve, "migrate": _migrate, "seed": _seed}
    command = commands.get(arguments[0] if arguments else "serve")
    if command is None or len(arguments) > 1:
        return _complain(USAGE)
    try:
        command(Settings.from_environment())
    except (SettingsError, DatabaseNotReadyError) as exc:
        return _complain(str(exc))
    return 0


def _serve(settings: Settings) -> None:
    _with_database(settings, Database.check_ready)
    set_up_logs()
    app = create_app(settings)
    app.config.TOUCHUP = True
    app.run(sock=_listen(settings.host, settings.port), single_process=True, access_log=False, motd=False)


def _migrate(settings: Settings) -> None:
    _with_database(settings, migrate)
    print("The database is up to date.")


def _seed(settings: Settings) -> None:
    if not settings.demo:
        raise SettingsError("Demo people share a well-known password: they are added only with LOTSE_DEMO=1.")

    async def add_people(database: Database) -> None:
        await database.check_ready()
        print(f"Demo people added: {await seed(database, utc_now)}.")

    _with_database(settings, add_people)


def _with_database(settings: Settings, work: Callable[[Database], Awaitable[None]]) -> None:
    async def run() -> None:
        database = Database(settings.database_url)
        try:
            await work(database)
        finally:
            await database.close()

    asyncio.run(run())


def _listen(host: str, port: int) -> socket.socket:
    """A socket on the port. Raises SettingsError if it is taken."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as exc:
        listener.close()
        raise SettingsError(
            f"Port {port} on {host} cannot be used ({exc.strerror}): set LOTSE_PORT to a free one."
        ) from exc
    listener.listen(1024)
    return listener


def _complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
