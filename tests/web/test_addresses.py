"""The addresses that a page of a crime names are those that Django would give."""

import pytest
from django.urls import reverse

from constabulary.web import urls
from constabulary.web.pages import PAGES, address_of_crime

assert urls.urlpatterns, "every page is read"
OF_A_CRIME = [name for name, one in PAGES.items() if "<crime:reference>" in one.address and one.address.count("<") == 1]


@pytest.mark.parametrize("reference", ["99/165/26", "KENT/1/05", "46/1234567/31"])
def test_the_address_of_a_page_of_a_crime_is_the_one_that_is_found_by_its_name(reference):
    assert len(OF_A_CRIME) > 30
    for name in OF_A_CRIME:
        assert address_of_crime(name, reference) == reverse(name, kwargs={"reference": reference})
