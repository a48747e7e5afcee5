"""Published figures of all forces, severity, and what was imported."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.reading import NoSuchRecord
from constabulary.inspection.public_figures import Basis, compare, offence_groups, undecided_share
from constabulary.inspection.severity_scores import severity_by_force, year_ending
from constabulary.open_data.kinds import TABLES, Kind
from constabulary.open_data.quality import sentences
from constabulary.records.queries import open_data
from constabulary.web.charts.forces import draw_forces
from constabulary.web.charts.funnels import draw_funnel
from constabulary.web.charts.severity import draw_severity
from constabulary.web.open_data.asked import ALWAYS, understood
from constabulary.web.open_data.export import comparison_as_csv
from constabulary.web.open_data.forms import QUARTERS, YearForm
from constabulary.web.pages import page, render
from constabulary.web.reasons import sentence_of

PERIODS = dict(QUARTERS)


@page("public_figures", "public-figures", title="Public figures", permission=Permission.SEE_PUBLIC_FIGURES)
def figures(request: Any) -> HttpResponse:
    """Any force against all others: the crude share with the ratio to what its mix would lead one to expect."""
    asked = understood(request.GET, now())
    if asked is None:
        return render(request, "open_data/none.html")
    one, slice_ = asked.force, asked.slice
    comparison = asked.comparison
    by_basis = [(basis, compare(replace(slice_, basis=basis))) for basis in Basis]
    by_quarter = [
        (
            PERIODS[quarter],
            compare(replace(slice_, quarter=quarter)),
            undecided_share(replace(slice_, quarter=quarter), one),
        )
        for quarter in (1, 2, 3, 4)
    ]
    by_group = [(group, compare(replace(slice_, offence_group=group))) for group in offence_groups(slice_.batch)]
    always = {name: compare(replace(slice_, outcomes=outcomes)).of(one) for name, outcomes in ALWAYS.items()}
    title = f"{asked.outcome}, {asked.year}"
    return render(
        request,
        "open_data/figures.html",
        {
            "form": asked.form,
            "asked": asked,
            "force": one,
            "comparison": comparison,
            "figure": comparison.of(one),
            "always": always,
            "undecided": undecided_share(slice_, one),
            "by_basis": by_basis,
            "by_quarter": by_quarter,
            "by_group": by_group,
            "period": f"{asked.year}" if not slice_.quarter else f"{PERIODS[slice_.quarter]} of {asked.year}",
            "forces_chart": draw_forces(comparison, one, name=f"Every force: {title}"),
            "funnel_chart": draw_funnel(comparison, one, name=f"Funnel plot: {title}"),
            "query": request.GET.urlencode(),
        },
        status=422 if asked.form.errors else 200,
        title=f"Public figures: {one}",
    )


@page(
    "public_figures_file",
    "public-figures.csv",
    title="Public figures as a file",
    permission=Permission.SEE_PUBLIC_FIGURES,
)
def figures_file(request: Any) -> HttpResponse:
    """The same comparison as a file."""
    asked = understood(request.GET, now())
    if asked is None:
        raise NoSuchRecord("no outcomes table has been imported")
    period = asked.year if not asked.slice.quarter else f"{asked.year} quarter {asked.slice.quarter}"
    text = comparison_as_csv(asked.comparison, period=period, outcome=asked.outcome)
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="public-figures.csv"'
    return answer


@page("severity", "public-figures/severity", title="Crime severity", permission=Permission.SEE_PUBLIC_FIGURES)
def severity(request: Any) -> HttpResponse:
    """The severity score of every force, ours next to the published one, and why they differ."""
    recorded = open_data.current_batches(Kind.RECORDED_CRIME.value)
    published = open_data.current_batches(Kind.SEVERITY_SCORE.value)
    if not recorded:
        return render(request, "open_data/none.html")
    with_both = [year for year in recorded if year_ending(year) in published]
    form = YearForm(
        request.GET, years=list(recorded), usual="2018/19" if "2018/19" in with_both else next(iter(recorded))
    )
    year = form.chosen
    forces = severity_by_force(year, recorded[year], published.get(year_ending(year)))
    compared = [one.of_published for one in forces if one.of_published is not None]
    return render(
        request,
        "open_data/severity.html",
        {
            "form": form,
            "year": year,
            "forces": forces,
            "without_weight": sum(one.ours.without_weight for one in forces),
            "crimes": sum(one.ours.crimes for one in forces),
            "nearest": max(compared, default=None),
            "farthest": min(compared, default=None),
            "unpublished": [one.force for one in forces if one.published is None] if compared else [],
            "chart": draw_severity(
                [one for one in forces if one.published is not None] or forces,
                name=f"Crime Severity Score by force, {year}",
            ),
        },
        status=422 if form.errors else 200,
    )


@page("imports", "public-figures/imports", title="Published data imported", permission=Permission.SEE_PUBLIC_FIGURES)
def imports(request: Any) -> HttpResponse:
    """Every published file that was imported: read, stored, refused, there already."""
    return render(
        request,
        "open_data/imports.html",
        {"files": open_data.files_imported(), "titles": {kind.value: table.title for kind, table in TABLES.items()}},
    )


@page(
    "imported_file",
    "public-figures/imports/<int:number>",
    title="Published file",
    permission=Permission.SEE_PUBLIC_FIGURES,
)
def imported_file(request: Any, number: int) -> HttpResponse:
    """One file: what it covers, what is odd about it, and the rows that were refused with the reasons."""
    file = open_data.file_imported(number)
    if file is None:
        raise NoSuchRecord(str(number))
    reasons, rejects = open_data.rejects_of(number)
    return render(
        request,
        "open_data/imported_file.html",
        {
            "file": file,
            "table": TABLES[Kind(file.kind)],
            "quality": sentences(file.quality),
            "reasons": reasons,
            "rejects": rejects,
            "sentence_of": sentence_of,
            "linked": open_data.outcomes_with_their_crime(number) if file.kind == Kind.OUTCOMES.value else None,
        },
        title=f"Published file {file.name}",
    )
