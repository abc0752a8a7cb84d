"""The NLU benchmark's table and plot."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bench.nlu_measure import Figures

Measured = Mapping[str, tuple[Figures, "Figures | None"]]

HEAD = (
    "| set | pipeline | accuracy | macro-F1 | in scope | oos recall at in-scope 90 / 91.5 / 93 % | train s (CPU s) "
    "| ms p50 / p95 | load s | peak MB train / read |\n|---|---|---|---|---|---|---|---|---|---|"
)


def lines_of(name: str, figures: Figures) -> str:
    """A table of one row."""
    return f"{HEAD}\n{_row(name, 'measured', figures)}"


def write(measured: Measured, folder: Path) -> None:
    """Writes `nlu.md` and `nlu.png` to a folder, and prints the table."""
    folder.mkdir(parents=True, exist_ok=True)
    table = _table(measured)
    print(table)
    (folder / "nlu.md").write_text(table, encoding="utf-8")
    _plot(measured, folder / "nlu.png")


def _table(measured: Measured) -> str:
    rows, ratios = [], []
    for name, (ours, stock) in measured.items():
        rows.append(_row(name, "Lotse", ours))
        if stock is None:
            rows.append(f"| {name} | stock Rasa | not measured yet |" + " |" * 7)
            continue
        rows.append(_row(name, "stock Rasa, cached" if stock.cached else "stock Rasa", stock))
        ratios.append(
            f"- {name}: {100 * (ours.accuracy - stock.accuracy):+.1f} points of accuracy; "
            f"training with {stock.train_cpu_s / ours.train_cpu_s:.0f} times less CPU; "
            f"a message {stock.p50_ms / ours.p50_ms:.1f} times faster (median)"
        )
    note = (
        "Made by `make bench-nlu`. Both sides run through Rasa's own training and `Agent.parse_message`.\n"
        "Seconds of the clock depend on what else the machine does, so training is compared by seconds of CPU."
    )
    return "\n".join(["# NLU against stock Rasa", "", note, "", HEAD, *rows, "", *ratios, ""])


def _row(name: str, pipeline: str, figures: Figures) -> str:
    recalls = " / ".join("–" if each is None else f"{each:.1%}" for each in figures.oos_recall.values()) or "–"
    return (
        f"| {name} | {pipeline} | {figures.accuracy:.2%} | {figures.macro_f1:.2%} | {figures.in_scope:.2%} | {recalls} "
        f"| {figures.train_s:.1f} ({figures.train_cpu_s:.1f}) | {figures.p50_ms:.2f} / {figures.p95_ms:.2f} "
        f"| {figures.load_s:.1f} | {figures.train_peak_mb:.0f} / {figures.read_peak_mb:.0f} |"
    )


def _plot(measured: Measured, path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(11, 4))
    names = list(measured)
    for offset, (label, side, colour) in enumerate((("Lotse", 0, "#0b6e4f"), ("stock Rasa", 1, "#b0b7bf"))):
        told = [(index, measured[name][side]) for index, name in enumerate(names)]
        shown = [(index + 0.38 * offset, each) for index, each in told if each is not None]
        left.bar([x for x, _ in shown], [100 * each.accuracy for _, each in shown], 0.36, label=label, color=colour)
        right.bar([x for x, _ in shown], [each.train_cpu_s for _, each in shown], 0.36, label=label, color=colour)
    left.set_ylabel("accuracy on the test part, %")
    left.set_ylim(40, 100)
    right.set_ylabel("CPU seconds to train (logarithmic)")
    right.set_yscale("log")
    for axis in (left, right):
        axis.set_xticks([index + 0.19 for index in range(len(names))], names, fontsize=8)
        axis.spines[["top", "right"]].set_visible(False)
        axis.legend(frameon=False)
    figure.tight_layout()
    figure.savefig(path, dpi=120)
    pyplot.close(figure)
