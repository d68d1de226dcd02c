"""Gaps: the list, and one of them with its answers."""

from collections.abc import Mapping, Sequence
from typing import get_args

from app.stores import GapStatus, StoredAnswer, StoredGap
from app.wires.admin.answers import format_outcome, format_time, link, link_question
from app.wires.admin.html import Html, create_list, create_select, create_site_select, create_table, join, render

STATUSES: tuple[GapStatus, ...] = get_args(GapStatus)
CAUSES = {
    "no_page": "no page is about it",
    "ranked_low": "a page is about it, and the search did not bring it",
    "wrong_scope": "a page of another version or language is about it",
    "not_found": "the page came, and the model found no answer in it",
    "voted_down": "it was answered, and voted down",
}
_HINT = (
    '<p class="hint">What readers asked and the documentation did not answer; <code>askdocs gaps</code> finds them.</p>'
)
_KINDS = {"open": "bad", "planned": "warn", "fixed": "good", "dismissed": ""}


def create_gaps_body(
    base: str, gaps: Sequence[StoredGap], counts: Mapping[int, int], status: str, site: str = ""
) -> Html:
    """The gaps of a status, and of a site where there are several, with how many kept answers each has."""
    sites = create_site_select((gap.site for gap in gaps), site)
    choice = create_select("status", "Status", {"": "all"} | {one: one for one in STATUSES}, status)
    rows = [
        (
            render('<a href="{base}gaps/{number}">{label}</a>', base=base, number=gap.number, label=gap.name),
            _format_status(gap),
            counts.get(gap.number, 0),
            CAUSES.get(gap.cause, gap.cause),
            link(gap.page) if gap.page else "",
            render('<span class="clip" dir="auto">{note}</span>', note=gap.note),
            format_time(gap.changed_at),
        )
        for gap in gaps
        if site in {"", gap.site}
    ]
    columns = ("Gap", "Status", "Answers", "Why", "Where to write it", "Note", "Changed (UTC)")
    return join(
        [
            Html(_HINT),
            render(
                '<form class="filters" method="get">{sites}{choice}<button>Show</button></form>',
                sites=sites,
                choice=choice,
            ),
            create_table("Gaps", columns, rows),
        ]
    )


def create_gap_body(base: str, gap: StoredGap, answers: Sequence[StoredAnswer]) -> Html:
    """One gap, a form for its status and note, and its answers."""
    facts = {
        "Status": _format_status(gap),
        "Why": CAUSES.get(gap.cause, gap.cause),
        "Where to write it": link(gap.page) if gap.page else "not known",
        "Heading": gap.heading or "not known",
        "Version and language": f"{gap.version or 'none'}, {gap.locale or 'none'}",
    }
    form = render(
        '<h2>Work on it</h2><form class="edit" method="post" action="{base}gaps/{number}">{status}'
        '<label>Note<textarea name="note" rows="4" maxlength="2000" dir="auto">{note}</textarea></label>'
        "<p><button>Save</button></p></form>",
        base=base,
        number=gap.number,
        status=create_select("status", "Status", {one: one for one in STATUSES}, gap.status),
        note=gap.note,
    )
    rows = [
        (format_time(answer.at), link_question(base, answer), format_outcome(answer), answer.wire) for answer in answers
    ]
    return join(
        [
            create_list(facts),
            form,
            create_table("Its newest answers", ("Time (UTC)", "Question", "Outcome", "Wire"), rows),
        ]
    )


def _format_status(gap: StoredGap) -> Html:
    return render('<span class="badge {kind}">{status}</span>', kind=_KINDS.get(gap.status, ""), status=gap.status)
