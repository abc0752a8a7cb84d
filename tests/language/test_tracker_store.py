from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.model_training import train_core
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ConversationPaused, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import InvalidConfigException
from rasa.utils.endpoints import EndpointConfig

from language.tracker_store import RecentTurns, forget_conversation, latest_turns

DOMAIN = """
version: "3.1"
intents: [order, inform, aside, tell, more, greet]
entities: [item, colour, town]
slots:
  item: {type: text, mappings: [{type: from_entity, entity: item}]}
  colour: {type: text, mappings: [{type: from_entity, entity: colour}]}
  town: {type: text, mappings: [{type: from_entity, entity: town}]}
forms:
  order_form: {required_slots: [item, colour, town]}
responses:
  utter_ask_item: [{text: "item?"}]
  utter_ask_colour: [{text: "colour?"}]
  utter_ask_town: [{text: "town?"}]
  utter_done: [{text: "{colour} {item} to {town}"}]
  utter_aside: [{text: "aside"}]
  utter_told: [{text: "told"}]
  utter_more: [{text: "more"}]
  utter_greet: [{text: "hello {town}"}]
  utter_default: [{text: "what?"}]
"""
STORIES = """
version: "3.1"
rules:
  - rule: Greet
    steps: [{intent: greet}, {action: utter_greet}]
  - rule: Answer an aside
    steps: [{intent: aside}, {action: utter_aside}]
  - rule: Begin an order
    steps: [{intent: order}, {action: order_form}, {active_loop: order_form}]
  - rule: End an order
    condition: [{active_loop: order_form}]
    steps:
      - action: order_form
      - active_loop: null
      - slot_was_set: [{requested_slot: null}]
      - action: utter_done
stories:
  - story: Tell more only after having told
    steps: [{intent: tell}, {action: utter_told}, {intent: more}, {action: utter_more}]
"""
CONFIG = """
recipe: default.v1
assistant_id: small
language: de
policies:
  - {name: AugmentedMemoizationPolicy, max_history: 4}
  - {name: RulePolicy}
"""
# What customers of the small bot below say: a form that outlasts the bound, asides in it, things taken back.
SAID = [
    *("/greet", "/tell", "/more", "/more", "/aside", '/order{"item": "chair"}', "/aside", "/aside", "/aside", "/aside"),
    *('/inform{"colour": "red"}', "/aside", "/more", "/aside", "/greet", '/inform{"town": "Jena"}', "/greet"),
    *("/aside", "/aside", "/tell", "/more", "/greet", "/aside", "/aside", "/order", "/greet", "/tell", "/more"),
]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A small bot with a form, rules and a story; intents are typed, so that nothing depends on understanding."""
    folder = tmp_path_factory.mktemp("small")
    for name, content in (("domain", DOMAIN), ("config", CONFIG), ("stories", STORIES)):
        (folder / f"{name}.yml").write_text(content)
    paths = [str(folder / f"{name}.yml") for name in ("domain", "config", "stories")]
    return str(train_core(*paths, output=str(folder)))


def _kept(**settings: Any) -> RecentTurns:
    return RecentTurns(Domain.from_yaml(DOMAIN), **settings)


async def _say(agent: Agent, text: str, conversation: str = "c.1") -> list[str]:
    said = await agent.handle_message(UserMessage(text, CollectingOutputChannel(), conversation))
    return [each["text"] for each in said or []]


async def _state(agent: Agent, conversation: str = "c.1") -> dict[str, Any]:
    tracker = await agent.tracker_store.retrieve(conversation)
    assert tracker is not None
    state: dict[str, Any] = tracker.current_state()
    for changing in ("latest_event_time", "latest_message"):
        del state[changing]
    state["active_loop"] = {key: state["active_loop"].get(key) for key in ("name", "rejected", "is_interrupted")}
    return state


async def _number_of_events(store: TrackerStore, conversation: str = "c.1") -> int:
    tracker = await store.retrieve(conversation)
    return len(tracker.events) if tracker else 0


def _tracker(*events: Event, conversation: str = "c.1") -> DialogueStateTracker:
    domain = Domain.from_yaml(DOMAIN)
    return DialogueStateTracker.from_events(conversation, list(events), slots=domain.slots, domain=domain)


def _turn(text: str) -> tuple[Event, Event]:
    return ActionExecuted("action_listen"), UserUttered(text, {"name": "aside"})


@pytest.mark.parametrize("turns", [2, 3, 5])
async def test_forms_rules_and_stories_go_on_as_if_everything_were_kept(model: str, turns: int) -> None:
    whole = Agent.load(model, tracker_store=InMemoryTrackerStore(Domain.from_yaml(DOMAIN)))
    short = Agent.load(model, tracker_store=_kept(turns=turns))
    heard = []
    for text in SAID:
        heard += (expected := await _say(whole, text))
        assert await _say(short, text) == expected, text
        assert await _state(short) == await _state(whole), text
    assert {"red chair to Jena", "colour?", "aside", "more", "what?", "hello Jena"} <= set(heard)


async def test_a_long_conversation_keeps_no_more_than_a_short_one(model: str) -> None:
    store = _kept(turns=3)
    agent = Agent.load(model, tracker_store=store)
    sizes = []
    for _ in range(40):
        await _say(agent, "/order")
        await _say(agent, "/aside")
        sizes.append(await _number_of_events(store))
    assert max(sizes[5:]) == sizes[5]


def test_what_was_set_or_paused_before_the_cut_holds_after_it() -> None:
    tracker = _tracker(SlotSet("item", "chair"), *_turn("one"), ConversationPaused(), *_turn("two"), *_turn("three"))
    shortened = _tracker(*latest_turns(tracker, 1))
    assert [each.text for each in shortened.events if isinstance(each, UserUttered)] == ["three"]
    assert shortened.get_slot("item") == "chair"
    assert shortened.is_paused()


async def test_a_failed_turn_leaves_the_conversation_as_it_was() -> None:
    store = _kept()
    await store.save(_tracker(*_turn("one")))
    tracker = await store.retrieve("c.1")
    assert tracker is not None
    tracker.update(SlotSet("item", "chair"))
    unchanged = await store.retrieve("c.1")
    assert unchanged is not None
    assert unchanged.get_slot("item") is None


async def test_the_conversation_that_rested_longest_makes_room() -> None:
    store = _kept(conversations=2)
    for conversation in ("old.1", "busy.1"):
        await store.save(_tracker(*_turn("one"), conversation=conversation))
    await store.retrieve("old.1")
    await store.save(_tracker(*_turn("one"), conversation="new.1"))
    assert set(await store.keys()) == {"old.1", "new.1"}


async def test_a_forgotten_conversation_is_gone_with_all_its_episodes_and_no_other(model: str) -> None:
    agent = Agent.load(model, tracker_store=_kept())
    for conversation in ("c.1", "c.2", "cc.1", "c"):
        await _say(agent, "/greet", conversation)
    assert await forget_conversation(agent, "c") == 3
    assert await agent.tracker_store.keys() == ["cc.1"]


async def test_forgetting_waits_for_a_turn_that_is_being_taken(model: str) -> None:
    agent = Agent.load(model, tracker_store=_kept())
    await _say(agent, "/greet")
    async with agent.lock_store.lock("c.1"):
        forgetting = asyncio.create_task(forget_conversation(agent, "c"))
        await asyncio.sleep(0)
        await agent.tracker_store.save(_tracker(*_turn("late")))
        assert not forgetting.done()
    assert await forgetting == 1
    assert await agent.tracker_store.keys() == []


async def test_a_store_that_cannot_forget_says_so(model: str) -> None:
    agent = Agent.load(model, tracker_store=InMemoryTrackerStore(Domain.from_yaml(DOMAIN)))
    with pytest.raises(InvalidConfigException, match="RecentTurns"):
        await forget_conversation(agent, "c")


def test_the_projects_endpoints_name_it() -> None:
    endpoints = Path(__file__).parents[2] / "endpoints.yml"
    from rasa.core.utils import AvailableEndpoints

    store = TrackerStore.create(AvailableEndpoints.read_endpoints(str(endpoints)).tracker_store)
    assert isinstance(store, RecentTurns)


@pytest.mark.parametrize("setting", [{"turns": 0}, {"turns": "20"}, {"conversations": -1}])
def test_a_setting_that_is_no_number_above_zero_is_refused(setting: dict[str, Any]) -> None:
    config = EndpointConfig(type="language.tracker_store.RecentTurns", **setting)
    with pytest.raises(InvalidConfigException, match="expected 1 or more"):
        TrackerStore.create(config, Domain.from_yaml(DOMAIN))
