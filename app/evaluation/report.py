"""The report: one HTML page that loads nothing, with tables, plots and the questions that went worst."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from app.evaluation.plots import Point, format_histogram, format_lines
from app.evaluation.proof.judging import RUBRIC
from app.evaluation.proof.measuring import count_refusals
from app.evaluation.ranking import Ranking
from app.evaluation.result import Evaluation
from app.evaluation.tokens import ANSWER_USD, FOREIGN, TOKEN_METRICS

WORST = 30
_HIT = "hit@5"
_MEANINGS = {
    "hit@1": "a relevant page is the first",
    "hit@5": "a relevant page is among the first five",
    "hit@10": "a relevant page is among the first ten",
    "mrr@10": "mean of 1 / place of the first relevant page",
    "ndcg@10": "order of the first ten against the best order, by the judgements' grades",
    "ndcg@10_binary": "the same, every relevant page counting alike",
    "heading_hit@5": "the exact heading is among the first five that are cited",
    "recall@10": "share of the relevant pages among the first ten",
    "version_leakage": "questions for which a passage of another version was found",
    "gate_precision": "of the questions that the gate refuses, those that are foreign",
    "gate_recall": "of the foreign questions, those that the gate refuses",
    "gate_refused": "of the answerable questions, those that the gate refuses",
    "citation_validity": "answers in which every citation is true",
    "citation_precision": "of the citations, those of a relevant page",
    "cited_answers": "answers with at least one citation",
    "supported_sentences": "sentences of cited answers that the passages which they cite support",
    "wrong_citations": "sentences with a marker whose passage does not say them",
    "completeness": "sentences of the reference answers that the answers say",
    "abstention_precision": "of the questions not answered, those that are foreign",
    "abstention_recall": "of the foreign questions, those not answered",
    "coverage": "of the answerable questions, those answered",
    "failures": "questions that ended in an error",
    "first_token_ms_p50": "milliseconds to the first word, half of the answerable questions",
    "first_token_ms_p95": "milliseconds to the first word, 95 of 100 answerable questions",
    "total_ms_p50": "milliseconds for the whole answer, half of the answerable questions",
    "total_ms_p95": "milliseconds for the whole answer, 95 of 100 answerable questions",
    "input_tokens": "tokens of the prompt, for answerable questions about which the model was asked",
    "cached_tokens": "those of them that the model had cached",
    "output_tokens": "tokens that the model wrote",
    "judged_answers": "the chat model's opinion: the question is answered",
    "judged_grounded": "the chat model's opinion: the passages say what the answer says",
    "judged_complete": "the chat model's opinion: nothing is missing",
    "judge_failures": "answers that the chat model could not judge",
    ANSWER_USD: "US dollars for the model's part of an answer to such a question, by the prices that were given",
    **{FOREIGN + name: f"{name} of foreign questions that the gate let pass" for name in (*TOKEN_METRICS, ANSWER_USD)},
}
_WHOLE = {"failures", "judge_failures", "version_leakage", *TOKEN_METRICS, *(FOREIGN + name for name in TOKEN_METRICS)}


def format_report(evaluation: Evaluation) -> str:
    """The page as text. Everything from questions and pages is escaped."""
    name = escape(evaluation.question_set.name)
    body = [
        f"<h1>{name}</h1>",
        f'<p class="soft">{escape(_format_size(evaluation))}</p>',
        *_format_notes(evaluation),
        "<h2>Figures</h2>",
        _format_metrics(evaluation),
        "<h2>Plots</h2>",
        f'<div class="plots">{"".join(_format_plots(evaluation))}</div>',
        f"<h2>The {min(WORST, len(evaluation.scores))} questions that went worst</h2>",
        _format_worst(evaluation),
        *_format_refusals(evaluation),
        *_format_rubric(evaluation),
        *_format_faults(evaluation),
    ]
    style = (Path(__file__).parent / "report.css").read_text(encoding="utf-8")
    head = [
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>askdocs eval: {name}</title>",
        f"<style>\n{style}</style>",
    ]
    lines = ["<!doctype html>", '<html lang="en"><head>', *head, "</head><body>", *body, "</body></html>", ""]
    return "\n".join(lines)


def _format_size(evaluation: Evaluation) -> str:
    return (
        f"{len(evaluation.rankings)} questions · {evaluation.pages} pages · {evaluation.passages} passages · "
        f"{evaluation.model} · {evaluation.seconds:.1f} s"
    )


def _format_notes(evaluation: Evaluation) -> Iterable[str]:
    if evaluation.generated:
        yield "<p>The questions were made of the index's own headings: they are easier than people's.</p>"
    for sentence in evaluation.missed:
        yield f'<p class="bad">Missed: {escape(sentence)}</p>'
    for sentence in evaluation.problems:
        yield f'<p class="soft">Left out: {escape(sentence)}</p>'


def _format_metrics(evaluation: Evaluation) -> str:
    rows = []
    for name, value in evaluation.metrics.items():
        low, high = evaluation.intervals.get(name, (None, None))
        interval = "" if low is None else f"{low:.3f} to {high:.3f}"
        is_whole = name.endswith(("p50", "p95")) or name in _WHOLE
        shown = f"{value:.6f}" if name.endswith(ANSWER_USD) else f"{value:.0f}" if is_whole else f"{value:.3f}"
        rows.append((name, f'<td class="number">{shown}</td><td class="number soft">{interval}</td>', _MEANINGS[name]))
    return _format_table(
        ("metric", "value", "95 of 100 samples", "meaning"),
        (f'<td>{escape(name)}</td>{cells}<td class="soft">{escape(meaning)}</td>' for name, cells, meaning in rows),
    )


def _format_plots(evaluation: Evaluation) -> Iterable[str]:
    threshold = evaluation.calibration.threshold if evaluation.calibration else None
    answerable = [ranking for ranking in evaluation.rankings if ranking.question.relevant]
    foreign = [r for r in (*evaluation.rankings, *evaluation.foreign) if not r.question.relevant]
    yield _format_figure(
        format_histogram(
            [("answerable", "a", [r.score for r in answerable]), ("foreign", "b", [r.score for r in foreign])],
            x="best cosine of question and passage",
            mark=threshold,
        ),
        "How near the best passage is; the dashed line is the gate's threshold.",
    )
    yield _format_figure(
        format_lines([("hit@5", "a", _trace_coverage(evaluation, answerable))], x="coverage", y="hit@5"),
        "Coverage against accuracy: hit@5 of the questions that are answered, when the weakest are refused.",
    )
    places = [_find_place(ranking) for ranking in answerable]
    total = max(1, len(places))
    points = [(k / 10, sum(1 for place in places if place and place <= k) / total) for k in range(1, 11)]
    yield _format_figure(
        format_lines([("hit@k", "a", points)], x="k / 10", y="hit@k"),
        "Questions with a relevant page among the first k.",
    )


def _trace_coverage(evaluation: Evaluation, answerable: Sequence[Ranking]) -> list[Point]:
    ordered = sorted(answerable, key=lambda ranking: -ranking.score)
    hits = 0.0
    points: list[Point] = []
    for number, ranking in enumerate(ordered, 1):
        hits += evaluation.scores[ranking.question.id][_HIT]
        points.append((number / len(ordered), hits / number))
    return points


def _format_worst(evaluation: Evaluation) -> str:
    answerable = [ranking for ranking in evaluation.rankings if ranking.question.relevant]
    worst = sorted(answerable, key=lambda ranking: (evaluation.scores[ranking.question.id]["ndcg@10"], -ranking.score))
    return _format_table(
        ("question", "nDCG", "cosine", "found", "relevant, but not found"),
        (
            f'<td>{escape(ranking.question.text)}<br><span class="soft">{escape(ranking.question.id)}</span></td>'
            f'<td class="number">{evaluation.scores[ranking.question.id]["ndcg@10"]:.2f}</td>'
            f'<td class="number">{ranking.score:.2f}</td>'
            f"<td><ol>{''.join(_format_found(ranking, page) for page in ranking.pages[:5])}</ol></td>"
            f"<td>{'<br>'.join(escape(page) for page in ranking.question.relevant if page not in ranking.pages)}</td>"
            for ranking in worst[:WORST]
        ),
    )


def _format_found(ranking: Ranking, page: str) -> str:
    mark = ' class="hit"' if page in ranking.question.relevant else ""
    return f"<li{mark}>{escape(page)}</li>"


def _format_refusals(evaluation: Evaluation) -> Iterable[str]:
    if refusals := count_refusals(evaluation.answers):
        yield "<h2>Why questions were refused</h2>"
        rows = (f'<td>{escape(reason)}</td><td class="number">{count}</td>' for reason, count in refusals.items())
        yield _format_table(("reason", "questions"), rows)


def _format_rubric(evaluation: Evaluation) -> Iterable[str]:
    if evaluation.judgements:
        yield f"<h2>What the chat model judged by</h2><pre>{escape(RUBRIC)}</pre>"


def _format_faults(evaluation: Evaluation) -> Iterable[str]:
    faults = [(question, fault) for question, found in evaluation.faults.items() for fault in found]
    if faults:
        yield "<h2>Citations that are not true</h2>"
        yield _format_table(
            ("question", "fault"),
            (f"<td>{escape(question)}</td><td>{escape(fault)}</td>" for question, fault in faults),
        )


def _format_table(heads: Sequence[str], rows: Iterable[str]) -> str:
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _format_figure(plot: str, caption: str) -> str:
    return f"<figure>{plot}<figcaption>{escape(caption)}</figcaption></figure>"


def _find_place(ranking: Ranking) -> int:
    """From 1; 0 when no relevant page was found."""
    return next((place for place, page in enumerate(ranking.pages, 1) if page in ranking.question.relevant), 0)
