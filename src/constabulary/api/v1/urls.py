"""The addresses of the first version."""

from constabulary.api.endpoints import addresses
from constabulary.api.v1.planning import ENDPOINTS

urlpatterns = addresses(ENDPOINTS)
