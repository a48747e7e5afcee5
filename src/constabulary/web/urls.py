"""The addresses of every page: importing the views declares them."""

from constabulary.web import sign_in_views
from constabulary.web.administration import district_views as districts
from constabulary.web.administration import joining_views as joining
from constabulary.web.administration import views as administration
from constabulary.web.allocation import proposal_views as allocation_proposals
from constabulary.web.allocation import regrading_views as regrading
from constabulary.web.allocation import screening_views as screening
from constabulary.web.allocation import team_views as team_crimes
from constabulary.web.allocation import views as allocation
from constabulary.web.case_file import act_views as case_file_acts
from constabulary.web.case_file import disclosure_views as disclosure
from constabulary.web.case_file import evidence_views as evidence
from constabulary.web.case_file import views as case_file
from constabulary.web.contact import views as contact
from constabulary.web.duties import views as duties
from constabulary.web.exports import views as exports
from constabulary.web.finding import views as finding
from constabulary.web.incidents import act_views as incident_acts
from constabulary.web.incidents import alike_views as alike_thrive
from constabulary.web.incidents import closing_views as incident_closing
from constabulary.web.incidents import desk_views as desks
from constabulary.web.incidents import thrive_views as incident_thrive
from constabulary.web.incidents import views as incidents
from constabulary.web.inspection import aid_views as aids
from constabulary.web.inspection import fit_views as screening_fits
from constabulary.web.inspection import improvement_views as improvements
from constabulary.web.inspection import practice_views as practice
from constabulary.web.inspection import scoring_views as scoring
from constabulary.web.inspection import second_review_views as second_reviews
from constabulary.web.inspection import views as inspection
from constabulary.web.inspection import ways_out_views as ways_out
from constabulary.web.investigation import list_views as investigation_lists
from constabulary.web.investigation import outstanding_views as outstanding
from constabulary.web.investigation import overview_views as crime_overview
from constabulary.web.investigation import plan_views as investigation_plan
from constabulary.web.investigation import review_views as investigation_review
from constabulary.web.investigation import suspect_views as suspects
from constabulary.web.investigation import views as investigation
from constabulary.web.journal import erasing_views as erasing
from constabulary.web.journal import looked_views as who_looked
from constabulary.web.journal import views as journal
from constabulary.web.open_data import views as open_data
from constabulary.web.outcomes import evidence_led_views as evidence_led
from constabulary.web.outcomes import registrar_views as registrar
from constabulary.web.outcomes import views as outcomes
from constabulary.web.pages import addresses
from constabulary.web.people import act_views as person_acts
from constabulary.web.people import linking_views as person_links
from constabulary.web.people import offender_views
from constabulary.web.people import search_views as people_search
from constabulary.web.people import views as people
from constabulary.web.planning import learned_views as scenario_learned
from constabulary.web.planning import question_views as scenario_questions
from constabulary.web.planning import recovery_views as recovery_plans
from constabulary.web.planning import roster_views as scenario_rosters
from constabulary.web.planning import run_views as scenario_runs
from constabulary.web.planning import views as planning
from constabulary.web.protection import connection_views as connections
from constabulary.web.protection import contact_views as safe_contact
from constabulary.web.protection import emergency_views as emergencies
from constabulary.web.protection import restriction_views as restrictions
from constabulary.web.protection import seal_views as seals
from constabulary.web.recording import classification_views as classification
from constabulary.web.recording import views as recording
from constabulary.web.standards import views as standards
from constabulary.web.supervision import absence_views, cover_views, shift_views
from constabulary.web.supervision import copies_views as copies
from constabulary.web.supervision import register_views as suspect_register
from constabulary.web.supervision import views as supervision
from constabulary.web.takeover import views as takeover
from constabulary.web.victims import naming_views, need_views, review_views, summary_views, told_views
from constabulary.web.victims import views as victims
from constabulary.web.vulnerability import desk_views as vulnerability_desk
from constabulary.web.vulnerability import need_views as vulnerability_needs
from constabulary.web.vulnerability import views as vulnerability

VIEWS = (
    administration,
    districts,
    joining,
    aids,
    screening_fits,
    takeover,
    allocation,
    allocation_proposals,
    screening,
    team_crimes,
    regrading,
    connections,
    emergencies,
    exports,
    finding,
    restrictions,
    safe_contact,
    recovery_plans,
    scenario_learned,
    scenario_questions,
    scenario_rosters,
    scenario_runs,
    seals,
    case_file,
    case_file_acts,
    disclosure,
    evidence,
    contact,
    copies,
    desks,
    duties,
    improvements,
    alike_thrive,
    incident_acts,
    incident_closing,
    incident_thrive,
    incidents,
    inspection,
    investigation,
    crime_overview,
    investigation_lists,
    investigation_plan,
    investigation_review,
    suspects,
    outstanding,
    journal,
    erasing,
    who_looked,
    open_data,
    planning,
    practice,
    evidence_led,
    outcomes,
    classification,
    registrar,
    person_acts,
    person_links,
    offender_views,
    people,
    people_search,
    recording,
    scoring,
    second_reviews,
    sign_in_views,
    standards,
    absence_views,
    cover_views,
    shift_views,
    supervision,
    suspect_register,
    victims,
    ways_out,
    naming_views,
    need_views,
    told_views,
    review_views,
    summary_views,
    vulnerability,
    vulnerability_desk,
    vulnerability_needs,
)

urlpatterns = addresses()
