"""The one place where rooms meet: records, lessons, plan, post and Telegram become a program."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

import structlog

from bot.answering import Answering
from bot.config import Config
from bot.menus import Menus
from bot.now import now
from bot.process.aside import Aside
from bot.process.clock_watch import ClockWatch, believed
from bot.process.heartbeat import EVERY, Heartbeat, write
from bot.roster.waiting import Rosters
from bot.telegram.api import Api
from bot.telegram.chat import Chat
from bot.telegram.crier import Crier
from bot.telegram.hearing import addressed
from bot.telegram.ingest import Ingest, TokenRefused
from bot.telegram.introduced import introduced
from bot.telegram.messenger import Messenger
from bot.telegram.pace import Ceilings, Pace
from bot.telegram.parting import Parting
from bot.telegram.wire import Wire
from bot.web.site import Site, opened
from bot.words import use
from bot.working import done_once
from bot.workshop import Workshop
from bot.workshop.fetch import fetching
from bot.workshop.previews import Previews
from bot.workshop.reload import Reload
from bot.workshop.uploads import Uploads
from content.folder.loader import scan
from records.keeping.erasures import Erasures, apply_erasures, pending
from records.keeping.reserve import Reserve
from records.ports import Store
from records.roster import keys_in
from scheduler.clock import Clock
from scheduler.commits import Commits
from scheduler.desk import Desk
from scheduler.group.board import Board
from scheduler.jobs import Job, jobs
from scheduler.post import Post

CARRY = timedelta(seconds=1)
"""How often the post looks for letters that are due."""

SETTLE = timedelta(seconds=5)
"""How often what was written is carried from the log into the database."""

LOOK = timedelta(minutes=1)
"""How often the lessons' folder is looked at, for mounts that send no events."""

SWEEP = timedelta(hours=1)
"""How often uploads that have expired are dropped."""

UNASKED = ("push", "group")
"""Jobs that plan what nobody asked for: they wait while the disk is full."""

ROUNDS = 10_000
"""No job is run more often than this in one beat, whatever it says."""

log = structlog.get_logger("app")


class Studybot:
    """The running program. `clock` is `now`, or a moved one in the demo and the tests."""

    def __init__(
        self,
        config: Config,
        store: Store,
        clock: Callable[[], datetime] = now,
        ceilings: Ceilings | None = None,
        aside: Aside | None = None,
    ) -> None:
        assert config.token is not None, "running needs a token"
        self.config = config
        use(config.sentences)
        self.store = store
        self.aside = aside
        """Where work that takes long is done; None: here (the demo, the tests)."""
        self.now = clock
        loaded = scan(config.content)
        self.erasures = Erasures(config.data)
        self.desk = Desk(
            store,
            config.branches,
            loaded.library,
            config.organisation,
            config.languages,
            contact=config.contact,
            retention=config.retention,
            erasures=self.erasures,
        )
        self.polling = Wire(connections=2)
        self.api = Api(config.token.reveal(), config.api_url, Wire(), self.polling)
        self.pace = Pace(ceilings or Ceilings())
        self.messenger = Messenger(self.api, self.pace, store, aside)
        self.menus = Menus(self.desk, self.messenger)
        self.commits = Commits(store)
        self.post = Post(store, self.messenger, clock, commits=self.commits)
        self.board = Board(store, Crier(self.messenger, store), lambda: self.desk.branches, clock)
        self.reload = Reload(config.content, self.desk, loaded, clock)
        self.workshop = Workshop(
            config.content,
            self.reload,
            Uploads(config.data / "uploads"),
            Previews(config.data / "previews.json"),
            Rosters(config.data / "rosters"),
            partial(keys_in, config.data),
            fetching(self.api),
        )
        self.parting = Parting(self.messenger, store, lambda: self.desk.languages)
        self.chat = Chat(
            self.messenger, self.post.send, self.parting.say, self.workshop.previews.shown
        )
        self.answering = Answering(
            self.desk,
            self.workshop,
            self.commits,
            self.chat,
            lambda: self.aside,
            clock,
            lambda: self.username,
        )
        self.ingest = Ingest(
            self.api,
            store,
            self.answering.handle,
            clock,
            lambda update: addressed(update, self.username),
            self.commits,
        )
        self.site = Site(self.desk, config, clock, aside) if config.web else None
        self.desk.dashboard = self.site
        self.username = ""
        self.reserve = Reserve(config.data)
        self.watch: ClockWatch | None = None
        """Holds the machine's clock against Telegram's; None where it is moved by hand, and where a
        server of one's own says what time it is."""
        self.alive: Callable[[], None] = lambda: None
        """Told at each sign of life (`bot.process.supervisor`)."""
        self.carry_over: Callable[[], None] | None = None
        """Carries the records' log into the database, in a thread; None: the writer does it."""
        self.tight = False
        """The disk was full a moment ago: nothing unasked is planned or sent."""

    async def open(self) -> None:
        """Learn who we are, waiting where Telegram does not answer. Raises TokenRefused."""
        self.recall()
        await self.api.open()
        me = await introduced(self.api)
        self.username = str(me.get("username", "")) if isinstance(me, dict) else ""
        self.store.note("username", self.username)
        self.post.resume()
        self.board.resume()

    def recall(self) -> None:
        """Erase who asked for it and is here again: the data is a backup's, or a crash came."""
        self.workshop.forget(pending(self.store, self.erasures))
        apply_erasures(self.store, self.erasures, self.now())

    async def close(self) -> None:
        """Let go of the connections. The store is its opener's to close."""
        await self.ingest.stop()
        await self.api.close()
        self.commits.end()
        if self.aside is not None:
            await self.aside.close()

    async def run(self, ready: Callable[[str], None]) -> None:
        """Receive and send until cancelled; `ready` is told once, with our name."""
        if believed(self.config.api_url):
            self.watch = ClockWatch(lambda: self.polling.dated, monotonic)
        await self.open()
        await self.reload.start()
        clock = Clock(now)
        try:
            clock.start(self.tasks())
            await self.live()
            async with opened(self.site), asyncio.TaskGroup() as group:
                ready(self.username)
                group.create_task(self.menus.show())
                group.create_task(self.ingest.run())
                group.create_task(self.reload.watch())
        except ExceptionGroup as failures:
            if failures.subgroup(TokenRefused):
                raise TokenRefused from None
            raise
        finally:
            clock.stop()
            await self.close()

    def tasks(self) -> dict[str, tuple[timedelta, Callable[[], Awaitable[None]]]]:
        """What the clock calls: every job, the post, and a look for updates put back."""
        beats: dict[str, tuple[timedelta, Callable[[], Awaitable[None]]]] = {
            job.name: (job.every, partial(self.beat, job)) for job in jobs().values()
        }
        beats["heartbeat"] = (EVERY, self.live)
        beats["reserve"] = (LOOK, self.keep_room)
        beats["lessons"] = (LOOK, self.reload.look)
        beats["menus"] = (LOOK, self.menus.show)
        beats["uploads"] = (SWEEP, self.sweep)
        beats["last words"] = (CARRY, self.parting.make_good)
        beats["log"] = (SETTLE, self.settle)
        return {**beats, "post": (CARRY, self.carry), "replay": (CARRY, self.replay)}

    async def beat(self, job: Job) -> None:
        """Run one job until it finds nothing more to do, giving way between its runs."""
        if self.astray():
            return
        waits = job.after_inbox and self.ingest.behind.holds(self.now())
        if waits or (self.tight and job.name in UNASKED):
            return
        for _ in range(ROUNDS):
            if not await done_once(job, self.desk, self.aside, self.now):
                return
            await asyncio.sleep(0)

    async def beat_all(self) -> None:
        """Every job once, in order, then the last words: for a clock that is moved by hand."""
        for job in jobs().values():
            await self.beat(job)
        await self.parting.make_good()

    async def carry(self) -> None:
        """Send what is due, unless the room left is for those who want to be forgotten, or
        nobody knows what is due."""
        if not self.tight and not self.astray():
            await self.post.deliver()
            await self.board.deliver()

    async def settle(self) -> None:
        """Have what was written carried into the database, where the loop does not wait for it."""
        if self.carry_over is not None:
            await asyncio.to_thread(self.carry_over)

    def astray(self) -> bool:
        """Whether the machine's clock is wrong: nothing is planned, sent or ended by it."""
        return self.watch is not None and self.watch.astray(self.now())

    async def live(self) -> None:
        """Leave a sign of life for `studybot health`, and give one to who supervises us."""
        self.alive()
        try:
            off = self.watch.off(self.now()) if self.watch else timedelta(0)
            write(self.config.data, Heartbeat(self.now(), self.ingest.polled, off, self.tight))
        except OSError as error:
            log.warning("no sign of life could be left", kind=type(error).__name__)

    def full(self) -> None:
        """A write found the disk full: give it what was kept back, and send nothing unasked."""
        log.error("the disk is full; pushes wait", reserve=self.reserve.held)
        self.reserve.let_go()
        self.tight = True

    async def keep_room(self) -> None:
        """Keep space back on the disk again, once there is enough; give it up where there is
        none left, also for what is written beside the database (the list of erasures)."""
        if self.reserve.starved:
            self.full()
        else:
            self.tight = not self.reserve.keep() and self.tight

    async def sweep(self) -> None:
        """Drop files that were sent and never added."""
        self.workshop.uploads.sweep(self.now())
        self.workshop.previews.sweep(self.now())
        self.workshop.rosters.sweep(self.now())

    async def replay(self) -> None:
        """Hand on updates whose time to be tried again has come."""
        self.ingest.replay()


@asynccontextmanager
async def running(bot: Studybot) -> AsyncIterator[Studybot]:
    """The bot receiving, with a clock moved by hand: for the demo and the tests."""
    await bot.open()
    receiving = asyncio.create_task(bot.ingest.run())
    try:
        async with opened(bot.site):
            yield bot
    finally:
        receiving.cancel()
        with suppress(asyncio.CancelledError):
            await receiving
        await bot.close()
