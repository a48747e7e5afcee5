"""Signing in and out, and saving drafts."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import rotate_token
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.officers import SignInRefused, sign_in, sign_out
from constabulary.casework.rulebooks import read_rulebook
from constabulary.records.queries.officers import system_officer
from constabulary.standards.protection import LEFT_FORM
from constabulary.standards.rulebook import Moments
from constabulary.web import unsent
from constabulary.web.forming import PageForm, words
from constabulary.web.pages import PAGES, go_to, page, render
from constabulary.web.templating import clock


class SignInForm(PageForm):
    """Number and password."""

    collar_number = words(
        "Collar or staff number", required=True, autocomplete="username", classes="govuk-input--width-10"
    )
    password = words("Password", required=True, autocomplete="current-password", classes="govuk-input--width-20")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        password: Any = self.fields["password"]
        password.widget.input_type = "password"
        password.strip = False


@page("sign_in", "sign-in", title="Sign in", permission=None, methods=("GET", "POST"))
def signing_in(request: Any) -> HttpResponse:
    """Sign in; then back to where one was going."""
    back = request.POST.get("next") or request.GET.get("next") or ""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token = sign_in(**form.cleaned_data, by=system_officer(), at=now())
        except SignInRefused as refusal:
            form.add_error("password", str(refusal))
        else:
            safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
            answer = HttpResponseRedirect(back if safe and back else reverse("home"))
            answer.set_cookie(
                settings.SESSION_COOKIE_NAME, token, max_age=settings.SIGN_IN_LASTS, httponly=True, samesite="Lax",
                secure=settings.HTTPS_ONLY,
            )  # fmt: skip
            answer.delete_cookie(settings.LEFT_COOKIE_NAME)
            before, number = request.officer or request.ran_out, form.cleaned_data["collar_number"].strip().upper()
            if before is not None and before.collar_number != number:
                # A form that somebody else left open here is not sent in the name of whoever signs in after them.
                rotate_token(request)
            return answer
    status = 422 if form.errors else 200
    return render(request, "sign_in.html", {"form": form, "next": back}, status=status)


@page("sign_out", "sign-out", title="Sign out", permission=Permission.SEE_WORKLIST, methods=("POST",))
def signing_out(request: Any) -> HttpResponse:
    """Sign out. Drafts stay, and a form that is still open in another tab is kept for a while when it is sent."""
    token = request.COOKIES[settings.SESSION_COOKIE_NAME]
    at = now()
    sign_out(token=token, by=request.officer, at=at)
    answer = go_to("sign_in", done="signed-out")
    answer.delete_cookie(settings.SESSION_COOKIE_NAME)
    answer.set_cookie(
        settings.LEFT_COOKIE_NAME, token, max_age=read_rulebook(Moments(decision=at))[LEFT_FORM].value, httponly=True,
        samesite="Lax", secure=settings.HTTPS_ONLY,
    )  # fmt: skip
    return answer


@page("draft", "drafts/<str:form>", title="Draft", permission=Permission.SEE_WORKLIST, methods=("GET", "POST"))
def draft(request: Any, form: str) -> HttpResponse:
    """Save what someone has typed into a form, answering with the time; or their own draft, field by field."""
    if form not in PAGES:
        return HttpResponse("No such form.", status=404, content_type="text/plain")
    subject = request.GET.get("subject", "")
    if request.method == "GET":
        return JsonResponse(unsent.typed_into(request.officer, form, subject))
    unsent.keep(request, form, subject)
    return HttpResponse(clock(now()), content_type="text/plain")
