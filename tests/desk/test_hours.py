"""Opening hours: pure, through changes of clocks and holidays; and what bot, customers and queue make of them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from desk import hours
from desk.rules import DAYS, Hours, Span
from desk.store import rules
from desk.when import back_from, week_in_words
from tests.desk.conftest import INTERNAL_TOKEN
from tests.desk.house import House

unhurried = settings(deadline=None)  # holidays of a year are worked out once
INTERNAL = {"Authorization": f"Bearer {INTERNAL_TOKEN}"}
BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = [Span(opens="08:00", closes="20:00")]
SHOP: dict[str, list[Span]] = {day: OFFICE for day in DAYS[:5]} | {"saturday": [Span(opens="09:00", closes="16:00")]}
NORTH = Hours(week=SHOP, state="SH")
ALWAYS = Hours(week={day: [Span(opens="00:00", closes="24:00")] for day in DAYS})
STATES = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")

clock_times = st.integers(0, 24 * 60).map(lambda minutes: f"{minutes // 60:02}:{minutes % 60:02}")
spans = st.tuples(clock_times, clock_times).filter(lambda two: two[0] < two[1])
weeks = st.dictionaries(
    st.sampled_from(DAYS), st.lists(spans.map(lambda two: Span(opens=two[0], closes=two[1])), max_size=3)
)
any_hours = st.builds(
    Hours,
    week=weeks,
    timezone=st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Africa/Cairo"]),
    state=st.none() | st.sampled_from(STATES),
    closed_days=st.lists(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=3),
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda moment: moment.replace(tzinfo=UTC))
near_a_change_of_clocks = st.tuples(
    st.sampled_from([datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)]),
    st.timedeltas(timedelta(hours=-30), timedelta(hours=30)),
).map(lambda two: two[0] + two[1])


def local(text: str) -> datetime:
    """A moment on the clocks of Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


@unhurried
@given(any_hours, moments | near_a_change_of_clocks)
@example(ALWAYS, datetime(2026, 3, 29, 1, tzinfo=UTC))
def test_it_is_open_exactly_within_its_openings(given_hours: Hours, now: datetime) -> None:
    within = any(one.begins <= now < one.ends for one in hours.openings(given_hours, now - timedelta(days=1)))
    assert hours.is_open(given_hours, now) == within


@unhurried
@given(any_hours, moments | near_a_change_of_clocks)
def test_openings_are_apart_and_in_order(given_hours: Hours, now: datetime) -> None:
    last = None
    for opening in hours.openings(given_hours, now):
        assert opening.begins < opening.ends
        assert last is None or last < opening.begins
        last = opening.ends


@unhurried
@given(any_hours, moments | near_a_change_of_clocks)
def test_it_stays_closed_until_it_opens_and_is_open_then(given_hours: Hours, now: datetime) -> None:
    opens_at = hours.opens_at(given_hours, now)
    if hours.is_open(given_hours, now):
        assert opens_at is None
    assume(opens_at is not None)
    assert opens_at is not None
    assert opens_at > now
    assert hours.is_open(given_hours, opens_at)
    assert not hours.is_open(given_hours, opens_at - timedelta(microseconds=1))
    assert not hours.is_open(given_hours, now + (opens_at - now) / 2)


@unhurried
@given(any_hours, moments | near_a_change_of_clocks)
def test_it_stays_open_until_it_closes_and_is_closed_then(given_hours: Hours, now: datetime) -> None:
    begins = next((one.begins for one in hours.openings(given_hours, now)), None)
    assume(begins is not None)
    assert begins is not None
    now = max(now, begins) if hours.is_open(given_hours, now) else begins
    closes_at = hours.closes_at(given_hours, now)
    assume(closes_at is not None)
    assert closes_at is not None
    assert closes_at > now
    assert hours.is_open(given_hours, now + (closes_at - now) / 2)
    assert hours.is_open(given_hours, closes_at - timedelta(microseconds=1))
    assert not hours.is_open(given_hours, closes_at)


@unhurried
@given(any_hours, st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_away_from_changes_of_clocks_it_is_open_as_the_local_clock_says(given_hours: Hours, day: date) -> None:
    zone = ZoneInfo(given_hours.timezone)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
    assume(noon.utcoffset() == (noon - timedelta(days=1)).astimezone(zone).utcoffset())
    assume(day not in given_hours.closed_days and given_hours.state is None)
    by_the_clock = any(
        span.opens <= "12:00" < span.closes for span in (given_hours.week or {}).get(DAYS[day.weekday()], [])
    )
    assert hours.is_open(given_hours, noon) == by_the_clock


@unhurried
@given(moments)
def test_without_fixed_hours_it_is_always_open(now: datetime) -> None:
    free = Hours(week=None, state="BY", closed_days=[now.date()])
    assert hours.is_open(free, now)
    assert (hours.opens_at(free, now), hours.closes_at(free, now)) == (None, None)


@unhurried
@given(moments)
def test_a_week_without_hours_is_never_open(now: datetime) -> None:
    never = Hours(week={"monday": []})
    assert not hours.is_open(never, now)
    assert (hours.opens_at(never, now), hours.closes_at(never, now)) == (None, None)


@unhurried
@given(moments)
def test_a_service_around_the_clock_never_closes(now: datetime) -> None:
    assert hours.is_open(ALWAYS, now)
    assert hours.closes_at(ALWAYS, now) is None


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-06-01T07:59", "2026-06-01T08:00"),  # Monday
        ("2026-06-05T20:00", "2026-06-06T09:00"),  # Friday evening, then Saturday
        ("2026-06-06T16:00", "2026-06-08T08:00"),
        ("2026-03-28T17:00", "2026-03-30T08:00"),  # over the night that is an hour short
        ("2026-10-24T17:00", "2026-10-26T08:00"),  # over the one that is an hour long
        ("2026-04-02T20:00", "2026-04-04T09:00"),  # Good Friday
        ("2026-12-24T20:00", "2026-12-28T08:00"),  # Christmas on Friday and Saturday
    ],
)
def test_the_next_opening_is_on_the_local_clock(now: str, opens: str) -> None:
    assert hours.opens_at(NORTH, local(now)) == local(opens)


def test_holidays_are_those_of_the_state() -> None:
    reformation = local("2028-10-31T12:00")  # a Tuesday: a holiday in the north, not in Bavaria
    assert not hours.is_open(NORTH, reformation)
    assert hours.is_open(Hours(week=SHOP, state="BY"), reformation)
    assert hours.is_open(Hours(week=SHOP), reformation)


def test_closed_days_are_closed_and_told_ahead_with_the_holidays() -> None:
    closed = Hours(week=SHOP, state="SH", closed_days=[date(2026, 12, 23), date(2026, 12, 27)])
    assert not hours.is_open(closed, local("2026-12-23T12:00"))
    ahead = hours.closed_days_ahead(closed, local("2026-12-01T12:00"), "de", 26)
    told = [(one.day.day, one.name) for one in ahead]  # the 27th is a Sunday, closed anyway
    assert told == [(23, ""), (25, "Erster Weihnachtstag"), (26, "Zweiter Weihnachtstag")]


def test_hours_in_the_night_of_the_change_of_clocks() -> None:
    night = Hours(week={"sunday": [Span(opens="01:00", closes="04:00")]})
    spring, autumn = local("2026-03-29T01:30"), local("2026-10-25T01:30")
    assert hours.closes_at(night, spring) == spring + timedelta(minutes=90)
    assert hours.closes_at(night, autumn) == autumn + timedelta(minutes=210)


def test_spans_that_touch_or_overlap_are_one_opening() -> None:
    spans = [
        Span(opens="12:00", closes="14:00"),
        Span(opens="08:00", closes="12:00"),
        Span(opens="13:00", closes="15:00"),
    ]
    assert hours.closes_at(Hours(week={"monday": spans}), local("2026-06-01T08:30")) == local("2026-06-01T15:00")


@pytest.mark.parametrize("name", ["Europe", "Nowhere/City", "../etc", ""])
def test_an_unknown_time_zone_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="no time zone of this name is known"):
        Hours(timezone=name)


@pytest.mark.parametrize(
    ("opens", "german", "english"),
    [
        ("2026-06-01T14:00", "heute ab 14 Uhr", "today at 2 pm"),
        ("2026-06-02T08:30", "morgen ab 8:30 Uhr", "tomorrow at 8:30 am"),
        ("2026-06-04T00:00", "ab Donnerstag, 0 Uhr", "on Thursday at midnight"),
        ("2026-06-08T12:00", "ab Montag, 8. Juni, 12 Uhr", "on Monday, 8 June at noon"),
    ],
)
def test_people_are_back_in_words(opens: str, german: str, english: str) -> None:
    monday = local("2026-06-01T12:00")
    told = [back_from(local(opens), monday, "Europe/Berlin", language) for language in ("de", "en")]
    assert told == [german, english]


def test_the_week_in_words() -> None:
    week = SHOP | {"saturday": [Span(opens="13:00", closes="24:00"), Span(opens="09:00", closes="12:00")]}
    tidy = Hours(week=week, closed_days=[date(2026, 6, 4)])
    assert week_in_words(tidy, local("2026-06-01T12:00"), "de") == (
        "- Montag bis Freitag: **8 bis 20 Uhr**\n- Samstag: **9 bis 12 Uhr und 13 bis 24 Uhr**\n\n"
        "Nicht besetzt ist das Team an diesen Tagen: Donnerstag, 4. Juni."
    )
    english = week_in_words(Hours(week=week, state="SH"), local("2026-06-01T12:00"), "en")
    assert english == (
        "- Monday to Friday: **8 am to 8 pm**\n- Saturday: **9 am to noon and 1 pm to midnight**\n\n"
        "On public holidays the team is away."
    )
    assert week_in_words(Hours(week={}), local("2026-06-01T12:00"), "en") == "At present our team cannot be reached."
    assert week_in_words(Hours(), local("2026-06-01T12:00"), "en") is None


# From here on: the running desk. Its clock stands at Monday, 2026-06-01, 14:00 in Berlin.


async def keeps(house: House, **fields: Any) -> None:
    """The service has these hours from now on."""
    async with house.desk.database.write() as connection:
        await rules.put(connection, "hours", Hours(**fields).model_dump(mode="json"), None, house.clock())


async def is_closed(house: House, **more: Any) -> None:
    """It is Monday afternoon, and people work in the mornings."""
    morning = [Span(opens="08:00", closes="12:00")]
    await keeps(house, week={day: morning for day in DAYS[:5]}, **more)


@pytest.mark.both_databases
async def test_the_hours_are_told_to_everybody_and_to_the_assistant(house: House) -> None:
    await is_closed(house, state="SH", closed_days=[date(2026, 6, 4)])
    told = (await house.http.get("/api/v1/hours")).json()
    assert (told["open"], told["opens_at"], told["closes_at"]) == (False, "2026-06-02T06:00:00.000Z", None)
    assert (told["timezone"], told["week"]["monday"]) == ("Europe/Berlin", [{"opens": "08:00", "closes": "12:00"}])
    assert told["week"]["sunday"] == []
    assert told["holidays_ahead"] == [{"date": "2026-06-04", "name": ""}]
    assert (await house.http.get("/internal/v1/hours", headers=INTERNAL)).json() == told
    assert (await house.http.get("/internal/v1/hours")).status_code == 401


async def test_by_default_there_are_no_fixed_hours(house: House) -> None:
    told = (await house.http.get("/api/v1/hours")).json()
    assert (told["open"], told["week"], told["opens_at"], told["closes_at"]) == (True, None, None, None)


async def test_pages_of_other_sites_may_read_the_hours(house: House) -> None:
    answer = await house.http.get("/api/v1/hours", headers={"Origin": "https://shop.example"})
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.both_databases
async def test_outside_the_hours_a_customer_is_told_when_people_are_back_and_asked_for_a_contact(house: House) -> None:
    await is_closed(house)
    await (await house.agent()).is_present()
    customer = await house.waiting_customer()
    told = (await customer.log())[-1]
    assert "morgen ab 8 Uhr sind wir wieder da" in told["text"]
    assert told["asks"] == "contact"
    assert (await customer.sees())["queue"] == {
        "position": 1,
        "available": False,
        "wait": None,
        "open": False,
        "opens_at": "2026-06-02T06:00:00.000Z",
    }
    await customer.says("anna.kruse@example.de")
    await customer.hears("wir melden uns unter anna.kruse@example.de")


async def test_outside_the_hours_a_known_contact_is_not_asked_for(house: House) -> None:
    await is_closed(house)
    customer = await house.waiting_customer(locale="en", customer={"email": "anna.kruse@example.de"})
    told = (await customer.log())[-1]
    assert "we are back tomorrow at 8 am" in told["text"]
    assert "asks" not in told


async def test_within_the_hours_presence_decides(house: House) -> None:
    await keeps(house, week={day: OFFICE for day in DAYS})
    alone = await house.waiting_customer()
    assert "Im Moment ist leider niemand da" in (await alone.log())[-1]["text"]
    await (await house.agent()).is_present()
    assert (await alone.sees())["queue"]["available"] is True
    house.clock.advance(1)
    accompanied = await house.waiting_customer()
    assert "an Position 2" in (await accompanied.log())[-1]["text"]


async def test_without_an_opening_in_sight_no_time_is_promised(house: House) -> None:
    await keeps(house, week={})
    customer = await house.waiting_customer()
    assert "Im Moment ist leider niemand da" in (await customer.log())[-1]["text"]


async def test_outside_the_hours_nobody_is_offered_a_case(house: House) -> None:
    await is_closed(house)
    await (await house.agent()).is_present()
    customer = await house.waiting_customer()
    await house.keep_house()
    assert (await customer.sees())["state"] == "queued"
    house.clock.advance(18 * 3600 + 60)
    await (await house.agent()).is_present()
    await house.keep_house()
    assert (await customer.sees())["state"] == "offered"


async def test_waiting_customers_are_told_when_it_opens(house: House) -> None:
    await is_closed(house)
    customer = await house.waiting_customer()
    async with customer.stream() as stream:
        assert (await stream.until(type="state"))["queue"]["open"] is False
        house.clock.advance(18 * 3600 + 60)
        await house.keep_house()
        assert (await stream.until(type="state"))["queue"]["open"] is True
