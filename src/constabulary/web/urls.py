"""The addresses of every page: importing the views declares them."""

from constabulary.web import sign_in_views
from constabulary.web.contact import views as contact
from constabulary.web.duties import views as duties
from constabulary.web.incidents import act_views as incident_acts
from constabulary.web.incidents import closing_views as incident_closing
from constabulary.web.incidents import desk_views as desks
from constabulary.web.incidents import thrive_views as incident_thrive
from constabulary.web.incidents import views as incidents
from constabulary.web.inspection import improvement_views as improvements
from constabulary.web.inspection import views as inspection
from constabulary.web.journal import views as journal
from constabulary.web.pages import addresses
from constabulary.web.recording import views as recording
from constabulary.web.standards import views as standards

VIEWS = (
    contact,
    desks,
    duties,
    improvements,
    incident_acts,
    incident_closing,
    incident_thrive,
    incidents,
    inspection,
    journal,
    recording,
    sign_in_views,
    standards,
)

urlpatterns = addresses()
