"""`python -m language …`: Rasa's own command line, without what is no news in this project and without TensorFlow.

Left out are deprecation notes of the libraries that Rasa pins, and three of its warnings that do not hold here:
responses are used by custom actions, which Rasa does not look into; articles are selected by ConcernClassifier.
TensorFlow is loaded as soon as the configuration names something that needs it.
"""

from __future__ import annotations

import sys
import warnings

from language.light_start import start_light

NO_NEWS = (
    (UserWarning, "is not used in any story or rule"),
    (UserWarning, "duplicated intents have been found across multiple domain files: faq"),
    (UserWarning, "training a response selector, but your NLU configuration does not include"),
    (DeprecationWarning, ""),
    (PendingDeprecationWarning, ""),
)


def main() -> None:
    """Runs the command; the order matters, for what Rasa imports is decided first."""
    start_light(sys.argv[1:])

    import sanic  # noqa: F401  sets its own warning filters when imported; ours must come after
    from rasa.utils import common

    for category, message in NO_NEWS:
        warnings.filterwarnings("ignore", f".*{message}", category)
    common.EXPECTED_WARNINGS.extend(NO_NEWS)

    from rasa.__main__ import main as rasa

    if sys.argv[1:2] == ["train"]:
        from language.quick_training import quicken_training

        quicken_training()
    if sys.argv[1:2] in (["run"], ["shell"]):
        from language.quick_actions import quicken_actions

        quicken_actions()
    rasa()


if __name__ == "__main__":
    main()
