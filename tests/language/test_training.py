"""Same data, same model: two trainings of the real components read alike."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader

from language.concerns import ConcernClassifier, ConcernModel

TOPICS = ("orders/track_order", "returns/start_return", "payment/voucher", "conversation/out_of_scope")
QUESTIONS = ("wo ist mein paket", "gutschein geht nicht", "I want to send it back", "wie wird das wetter", "")


def _train() -> ConcernModel:
    examples = [
        each
        for topic in TOPICS
        for each in RasaYAMLReader().reads(Path(f"data/{topic}.yml").read_text(encoding="utf-8")).training_examples
        if each.get("text")
    ]
    texts, concerns = [each.get("text") for each in examples], [each.get_full_intent() for each in examples]
    return ConcernModel.fit(texts, concerns, outside="out_of_scope", outside_share=0.2)


def _classifier() -> ConcernClassifier:
    return ConcernClassifier(ConcernClassifier.get_default_config(), None, None, _train())  # type: ignore[arg-type]


def _confidences(model: ConcernModel, texts: Sequence[str]) -> list[list[float]]:
    return [[each.confidence for each in model.ranking(text)] for text in texts]


def test_two_trainings_give_the_same_predictions() -> None:
    assert _confidences(_train(), QUESTIONS) == _confidences(_train(), QUESTIONS)


def test_a_stored_model_reads_as_before(tmp_path: Path) -> None:
    model = _train()
    model.save(tmp_path)
    assert np.allclose(_confidences(ConcernModel.load(tmp_path), QUESTIONS), _confidences(model, QUESTIONS), atol=1e-6)


def test_what_is_no_business_of_ours_is_told_and_confidences_sum_to_one() -> None:
    model = _train()
    assert model.ranking("wie wird das wetter morgen")[0].concern == "out_of_scope"
    assert model.ranking("wo bleibt mein paket")[0].concern == "track_order"
    assert np.allclose([sum(row) for row in _confidences(model, QUESTIONS)], 1)


def test_emoji_alone_name_no_foreign_subject() -> None:
    ranking, concerns = _classifier().read("🦔🦔")
    assert (ranking[0].confidence, concerns) == (0.0, [])


def test_a_denied_wish_gives_way_to_the_one_that_is_meant() -> None:
    read = _classifier().read
    assert read("ich will gar nichts zurückschicken")[1] == ["start_return"]
    assert read("ich will das zelt doch nicht zurückschicken, sag mir nur wo mein paket ist")[1] == ["track_order"]
