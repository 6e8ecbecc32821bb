"""Grant schemes, the funds that they are paid from, and applications."""

from common import LAST_DAY, MILLION, agree, disagree, in_writing, newest, until


def scheme(fund="tilskudd"):
    def told(s):
        case = s.creates("koordinator", "grant_scheme", "propose_scheme",
                         {"title": "Tilskuddsordning 2025", "fund": fund, "year": 2025, "due_year": 2026})
        yield "case", case
        yield "under_preparation"
        s.does("koordinator", "case/" + case, "submit_scheme",
               {"text": s.text("Ordning", "1.0"), "criteria": ["Felles søknad"]})
        yield "for_ssu"
        agree(s, case, "decision")
        yield "adopted"
        s.does("koordinator", "case/" + case, "open_call", {"deadline": "2025-02-10", "call": s.document("Utlysning")})
        yield "call_open"
        yield "2025-02-11"
        s.does("koordinator", "case/" + case, "close_call")
        yield "call_closed"
        yield LAST_DAY
        s.does("okonom", "fund/" + fund, "settle_year", {"year": 2025, "accounts": s.document("Regnskap")})
        s.does("okonom", "case/" + case, "settle_scheme", {"accounts": s.document("Avregning")})
        yield "settled"
    return told


def scheme_for_grants(s):
    yield from until("adopted", scheme())(s)
    s.scheme = newest(s, "grant_scheme", "adopted")


def municipal_fund(s):
    """A fund of which nothing was used: carried over at the end of the year."""
    s.does("koordinator", "fund/kommunalt", "open_fund", {
        "name": {"nb": "Kommunal ramme", "nn": "Kommunal ramme", "en": "Municipal"}, "holder": "kongsberg"})
    s.does("okonom", "fund/kommunalt", "allocate",
           {"year": 2025, "amount": MILLION, "basis": s.document("Budsjettvedtak")})
    yield "2025-12-31"
    s.does("okonom", "fund/kommunalt", "carry_over",
           {"year": 2025, "free": MILLION, "commitments": [], "basis": s.document("Overføring")})


def application(s, private):
    firm = [{"name": "Omsorg AS", "kind": "private_body"}] if private else []
    return {
        "title": "Helsehjelp i eget hjem", "fund": "tilskudd", "scheme": s.scheme, "year": 2025, "applied": 20_000_000,
        "phase": "preliminary_project", "priority_groups": ["frail_elderly"], "goals": ["Helsehjelp i eget hjem"],
        "applicants": [{"party": "vestre-viken", "unit": "kongsberg-sykehus"}, {"party": "kongsberg"}],
        "partners": firm,
        "contributions": [{"party": "vestre-viken", "amount": 4_000_000}, {"party": "kongsberg", "amount": 4_000_000}],
        "starts": "2025-05-01", "user_involvement": "Brukerutvalget er med", "implementation_plan": "Tre faser",
        "evaluation_plan": "Ved prosjektslutt"}


def assessed(s, private=False, concerns=()):
    case = s.creates("kongsberg", "grant_application", "draft_application", application(s, private))
    stream = "case/" + case
    yield "case", case
    yield "draft"
    s.does("kongsberg", stream, "submit_application", {"application": s.document("Søknad " + case)})
    yield "submitted"
    s.does("koordinator", stream, "begin_screening")
    yield "screening"
    s.does("koordinator", stream, "return_incomplete", {"note": "Sluttdato for prosjektet mangler."})
    yield "incomplete"
    s.does("kongsberg", stream, "supplement", {"ends": "2025-10-31"})
    s.does("koordinator", stream, "pass_screening")
    s.does("koordinator", stream, "submit_assessment", {"assessment": s.document("Vurdering " + case)})
    s.does("koordinator", stream, "assess_impartiality", {"concerns": list(concerns)})
    yield "assessment"
    return case


def award(s, case, amount):
    s.does("koordinator", "case/" + case, "propose_decision", {
        "outcome": "award", "amount": amount, "year": 2025, "text": s.text("Forslag til vedtak " + case, "1.0")})


def grant(amount=20_000_000, used=None):
    def told(s):
        case = yield from assessed(s)
        stream = "case/" + case
        award(s, case, amount)
        yield "for_ssu"
        agree(s, case, "decision")
        yield "partially_awarded" if amount < 20_000_000 else "awarded"
        s.does("okonom", stream, "send_award_letter", {"letter": s.document("Tilsagnsbrev " + case)})
        for who, party in (("kongsberg-sykehus", "vestre-viken"), ("kongsberg", "kongsberg")):
            s.does(who, stream, "accept_award", {"party": party, "document": s.document(f"Aksept {party} {case}")})
        yield "accepted"
        s.does("okonom", stream, "disburse", {"amount": amount, "voucher": "VV " + case, "recipient": "kongsberg"})
        yield "disbursed"
        s.does("kongsberg", stream, "start_project")
        s.does("kongsberg", stream, "report_status", {
            "period": {"year": 2025, "half": "first_half"}, "document": s.document("Statusrapport " + case)})
        yield "in_progress"
        s.does("kongsberg", stream, "begin_reporting")
        yield "reporting"
        s.does("kongsberg", stream, "submit_final_report", {
            "document": s.document("Sluttrapport " + case), "accounts": s.document("Regnskap " + case),
            "used": used or amount})
        s.does("koordinator", stream, "approve_final_report")
        yield "final_report"
        if used:
            s.does("okonom", stream, "register_repayment", {"amount": amount - used, "voucher": "VV t " + case})
            yield "reclaimed"
        s.does("koordinator", stream, "close_grant")
        yield "closed"
    return told


def grant_in_writing(s):
    """Before SSU, with a conflict of interest of which the explanation is a personal text."""
    case = yield from assessed(s)
    award(s, case, 20_000_000)
    for who, seat, why in (("prehospital", "t4", "Gift med prosjektlederen"), ("baerum-sykehus", "t3", "Søster av lederen")):
        s.does(who, "case/" + case, "declare_recusal", {"seat": seat, "ground": "personal", "explanation": why})
    in_writing(s, case)
    yield "for_ssu"


def grant_sent_back(s):
    case = yield from assessed(s)
    award(s, case, 20_000_000)
    disagree(s, case)
    yield "assessment"
    s.does("koordinator", "case/" + case, "withdraw_application", {"reason": "Prosjektet er lagt ned"})
    yield "withdrawn"


def grant_before_lsu(s):
    case = yield from assessed(s)
    s.does("koordinator", "case/" + case, "ask_lsu",
           {"lsu": "lsu-ringerike", "text": s.text("Forslag til uttalelse", "1.0")})
    yield "lsu_statement"


def grant_deferred(s):
    case = yield from assessed(s)
    s.does("koordinator", "case/" + case, "propose_decision",
           {"outcome": "defer", "text": s.text("Utsettelse " + case, "1.0")})
    agree(s, case, "decision")
    yield "deferred"


def grant_rejected(s):
    case = yield from assessed(s, private=True)
    s.does("koordinator", "case/" + case, "propose_decision",
           {"outcome": "reject", "text": s.text("Avslag " + case, "1.0")})
    agree(s, case, "decision")
    s.does("koordinator", "case/" + case, "send_rejection_letter",
           {"letter": s.document("Avslagsbrev"), "reasons": "Treffer ikke målgruppen"})
    yield "rejected"
