"""What is done in a store that `make` makes. A story is a generator: it gives the day on which it goes on."""

from common import BEGIN, disagree, until
from grants import (grant, grant_before_lsu, grant_deferred, grant_in_writing, grant_rejected, grant_sent_back,
                    municipal_fund, scheme, scheme_for_grants)
from registers import agreements_in_force, documents_and_access, organisation
from texts import agreement, agreement_returned, agreement_withdrawn, approved_by_ssu, guideline


GRANT_ROAD = ["draft", "submitted", "screening", "incomplete", "assessment", "for_ssu", "awarded", "accepted",
              "disbursed", "in_progress", "reporting", "final_report", "closed"]
GUIDELINE_ROAD = ["commissioned", "assigned", "group_set", "drafting", "professional_hearing", "fsu_endorsed",
                  "ssu_approved", "published", "implemented", "review_due", "superseded"]
AGREEMENT_ROAD = ["proposed", "mandated", "committee_appointing", "drafting", "hearing", "revising", "for_ssu",
                  "recommended", "party_adoption"]


def everything(s):
    def later(story, day):
        def told(s):
            yield day
            yield from story(s)
        return told(s)

    def approved_guideline(s):
        return guideline(s, approved_by_ssu)

    def returned_guideline(s):
        return guideline(s, disagree)

    first = [scheme_for_grants, municipal_fund, agreements_in_force, organisation]
    then = [until(state, scheme()) for state in ("under_preparation", "for_ssu", "call_open", "call_closed")]
    then.append(until("settled", scheme("kommunalt")))
    then += [until(state, grant()) for state in GRANT_ROAD]
    then += [until("partially_awarded", grant(10_000_000)), until("reclaimed", grant(used=15_000_000)),
             until("for_ssu", grant_in_writing), until("withdrawn", grant_sent_back),
             until("lsu_statement", grant_before_lsu), until("deferred", grant_deferred),
             until("rejected", grant_rejected)]
    then += [until(state, approved_guideline) for state in GUIDELINE_ROAD] + [until("returned", returned_guideline)]
    then += [until(state, agreement()) for state in AGREEMENT_ROAD]
    then += [until("concluded", agreement(["lier", "modum", "vestre-viken"])),
             until("closed", agreement(["sigdal", "rollag", "vestre-viken"])),
             until("returned", agreement_returned), until("withdrawn", agreement_withdrawn), documents_and_access]
    return [later(each, BEGIN) for each in first] + [later(each, "2025-01-07") for each in then]
