"""Where each part of the system is found."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("constabulary.api.v1.urls")),
    path("", include("constabulary.web.urls")),
]

handler400 = "constabulary.project.failures.bad_request"
handler404 = "constabulary.project.failures.not_found"
handler500 = "constabulary.project.failures.failed"
