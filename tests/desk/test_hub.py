"""Who is woken, who is handed frames, and what becomes of readers who do not keep up."""

from desk.hub import MOST_OPENED, MOST_WAITING_FRAMES, Hub
from desk.workers import Workers


async def test_a_wake_is_kept_for_a_reader_who_is_busy() -> None:
    hub = Hub()
    with hub.listen("c") as mailbox:
        hub.wake("c")
        hub.wake("c")
        assert await mailbox.wait(0.1)
        assert mailbox.take() == []
        assert not await mailbox.wait(0)


async def test_frames_reach_only_those_who_listen_to_the_conversation() -> None:
    hub = Hub()
    with hub.listen("mine") as mine, hub.listen("other") as other:
        hub.tell("mine", {"type": "typing"})
        assert mine.take() == [{"type": "typing"}]
        assert other.take() == []


async def test_a_reader_who_does_not_keep_up_is_sent_to_read_anew() -> None:
    hub = Hub()
    with hub.sit_down("mira") as mailbox:
        for number in range(MOST_WAITING_FRAMES + 1):
            hub.tell_person("mira", {"number": number})
        assert mailbox.overflowed


async def test_after_closing_nobody_waits_in_vain() -> None:
    hub = Hub()
    with hub.listen("c") as before:
        hub.close()
        with hub.listen("c") as after:
            assert before.closed
            assert after.closed
            assert await after.wait(0.1)


async def test_nothing_is_kept_of_readers_who_left() -> None:
    hub = Hub()
    with hub.sit_down("mira"):
        assert hub.people() == ["mira"]
    assert hub.people() == []


async def test_whoever_opens_ever_more_is_told_of_the_latest() -> None:
    hub = Hub()
    with hub.sit_down("mira"):
        for number in range(MOST_OPENED):
            hub.open("mira", f"c{number}")
        hub.open("mira", "c0")
        hub.open("mira", "one more")
        assert hub.looking_at("c0") == hub.looking_at("one more") == {"mira"}
        assert hub.looking_at("c1") == set()
        hub.leave("mira", "c0")
        assert hub.looking_at("c0") == set()


async def test_work_of_one_key_runs_one_after_the_other_and_once_more_if_woken_meanwhile() -> None:
    workers, order = Workers(), list[str]()

    async def work() -> None:
        order.append("begin")
        if len(order) == 1:
            workers.wake("key", work)
            workers.wake("key", work)
        order.append("end")

    workers.wake("key", work)
    await workers.idle()
    assert order == ["begin", "end"] * 2


async def test_work_that_fails_does_not_keep_later_work_of_its_key_from_running() -> None:
    workers, done = Workers(), list[str]()

    async def fails() -> None:
        workers.wake("key", succeeds)
        raise RuntimeError("a defect")

    async def succeeds() -> None:
        done.append("done")

    workers.wake("key", fails)
    await workers.idle()
    assert done == ["done"]
