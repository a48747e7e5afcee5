"""Signing in and out, and saving drafts."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import rotate_token
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from constabulary.access.permissions import Permission
from constabulary.casework.clock import now
from constabulary.casework.officers import SignInRefused, change_password, sign_in, sign_out
from constabulary.casework.passwords import least_letters
from constabulary.casework.rulebooks import read_rulebook
from constabulary.policing.decisions import NotAllowed
from constabulary.records.queries.officers import system_officer
from constabulary.standards.protection import LEFT_FORM
from constabulary.standards.rulebook import Moments
from constabulary.web import unsent
from constabulary.web.forming import PageForm, secret, words
from constabulary.web.pages import PAGES, go_to, page, render, send_to_sign_in
from constabulary.web.templating import clock


class SignInForm(PageForm):
    """Number and password."""

    collar_number = words(
        "Collar or staff number", required=True, autocomplete="username", classes="govuk-input--width-10"
    )
    password = secret("Password", autocomplete="current-password")


class PasswordForm(PageForm):
    """The password someone has, and the one they want, twice."""

    current_password = secret("The password you sign in with", autocomplete="current-password")
    new_password = secret("New password", autocomplete="new-password")
    new_password_again = secret("New password once more", autocomplete="new-password")

    def __init__(self, *args: Any, letters: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields[
            "new_password"
        ].help_text = (
            f"At least {letters} characters. Three or four words that do not belong together are easy to keep in mind."
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a new one that was not typed the same twice."""
        data = super().clean() or {}
        again = data.get("new_password_again")
        if again is not None and again != data.get("new_password", again):
            self.add_error("new_password_again", "This is not the same as the new password above.")
        return data


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
            answer = HttpResponseRedirect(_on_the_way(request, back) or reverse("home"))
            answer.set_cookie(
                settings.SESSION_COOKIE_NAME, token, max_age=settings.SIGN_IN_LASTS, httponly=True, samesite="Lax",
                secure=settings.HTTPS_ONLY,
            )  # fmt: skip
            answer.delete_cookie(settings.LEFT_COOKIE_NAME)
            before, number = (
                request.officer or request.must_change or request.ran_out,
                form.cleaned_data["collar_number"].strip().upper(),
            )
            if before is not None and before.collar_number != number:
                # A form that somebody else left open here is not sent in the name of whoever signs in after them.
                rotate_token(request)
            return answer
    status = 422 if form.errors else 200
    return render(request, "sign_in.html", {"form": form, "next": back}, status=status)


def _on_the_way(request: Any, back: str) -> str:
    """Where somebody was going, where that is on this site; nothing else is gone to."""
    return back if back and url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else ""


@page("change_password", "password", title="Change my password", permission=None, methods=("GET", "POST"))
def changing_password(request: Any) -> HttpResponse:
    """Change one's own password; whoever was given one does so before anything else opens. No role is needed for it."""
    if request.officer is None:
        return send_to_sign_in(request)
    at, back = now(), request.POST.get("next") or request.GET.get("next") or ""
    form = PasswordForm(request.POST or None, letters=least_letters(at))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            change_password(
                current=data["current_password"], new=data["new_password"],
                token=request.COOKIES[settings.SESSION_COOKIE_NAME], by=request.officer, at=at,
            )  # fmt: skip
        except NotAllowed as refusal:
            form.refuse(refusal)
        else:
            on_the_way = _on_the_way(request, back)
            return HttpResponseRedirect(on_the_way) if on_the_way else go_to("home", done="password-changed")
    return render(request, "password.html", {"form": form, "next": back}, status=422 if form.errors else 200)


@page("sign_out", "sign-out", title="Sign out", permission=None, methods=("POST",))
def signing_out(request: Any) -> HttpResponse:
    """Sign out. Drafts stay, and a form that is still open in another tab is kept for a while when it is sent."""
    if request.officer is None:
        return send_to_sign_in(request)
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
