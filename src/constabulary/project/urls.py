"""Where each part of the system is found."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("constabulary.api.v1.urls")),
    path("", include("constabulary.web.urls")),
]

handler400 = "constabulary.web.errors.bad_request"
handler404 = "constabulary.web.errors.not_found"
handler500 = "constabulary.web.errors.failed"
