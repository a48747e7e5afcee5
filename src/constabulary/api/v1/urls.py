"""The addresses of the first version."""

from constabulary.api.endpoints import addresses
from constabulary.api.v1 import planning, questions, recovery_plans

ENDPOINTS = (*planning.ENDPOINTS, *questions.ENDPOINTS, *recovery_plans.ENDPOINTS)
urlpatterns = addresses(ENDPOINTS)
