"""The addresses of every page: importing the views declares them."""

from constabulary.web import sign_in_views
from constabulary.web.contact import views as contact
from constabulary.web.duties import views as duties
from constabulary.web.incidents import views as incidents
from constabulary.web.inspection import improvement_views as improvements
from constabulary.web.inspection import views as inspection
from constabulary.web.journal import views as journal
from constabulary.web.pages import addresses
from constabulary.web.recording import views as recording

VIEWS = (contact, duties, improvements, incidents, inspection, journal, recording, sign_in_views)

urlpatterns = addresses()
