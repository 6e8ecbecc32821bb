"""Guidelines, and the agreement between the trust and the municipalities."""

from common import agree, disagree, newest, parties, until


def guideline(s, endorsed=agree):
    case = s.creates("koordinator", "guideline_revision", "commission", {
        "title": "Retningslinje for utskriving", "base_version": "2020", "base_year": 2020,
        "mandate": s.document("Oppdrag"), "mandate_until": "2026-12-31"})
    stream = "case/" + case
    yield "case", case
    yield "commissioned"
    s.does("koordinator", stream, "assign", {"fsu": "fsu-psykisk-rus"})
    yield "assigned"
    leader = s.get("fsu", "/me")["person"]["id"]
    s.does("fsu", stream, "set_group", {"members": [{"person": leader, "capacity": "spesialist"}]})
    yield "group_set"
    s.does("fsu", stream, "begin_drafting")
    s.does("fsu", stream, "submit_draft", {
        "text": s.text("Retningslinje " + case, "2.0"), "national": {"conflict": False},
        "matrix": [{"task": "Oppstart", "specialist": "Starter", "municipality": "Følger opp", "gp": "Rekvirerer",
                    "pharmacy": "Utleverer"}]})
    s.does("koordinator", stream, "assess_agreement", {"touched": False, "reason": "Ingen oppgaver flyttes"})
    yield "drafting"
    s.does("fsu", stream, "open_hearing", {
        "recipients": [{"kind": "gp_representatives", "target": "fastlegene"}], "deadline": "2025-02-10"})
    s.does("koordinator", stream, "register_statement", {
        "from": "fastlegene", "received": s.today, "summary": "Godt utkast", "present": [],
        "document": s.document("Svar fra fastlegene " + case)})
    yield "professional_hearing"
    yield "2025-02-11"
    s.does("koordinator", stream, "close_hearing")
    s.does("fsu", stream, "endorse")
    yield "fsu_endorsed"
    endorsed(s, case)
    if endorsed is disagree:
        yield "returned"
    yield "ssu_approved"
    s.does("koordinator", stream, "publish")
    s.does("kongsberg", stream, "confirm_in_use", {"party": "kongsberg", "confirmed_on": s.today})
    yield "published"
    for party in parties(s):
        if party != "kongsberg":
            s.does("koordinator", stream, "confirm_in_use", {"party": party, "confirmed_on": s.today})
    yield "implemented"
    s.does("koordinator", stream, "start_review", {"reason": "Ny nasjonal retningslinje"})
    yield "review_due"
    s.does("koordinator", stream, "supersede", {"replaced_by": s.document("Ny retningslinje")})
    yield "superseded"


def approved_by_ssu(s, case):
    agree(s, case, "decision")


def hearing_recipients(s):
    bodies = [b["id"] for b in s.get("koordinator", "/bodies")["items"]
              if b["kind"] in ("local", "professional", "user_council")]
    return ([{"kind": "party", "target": p} for p in parties(s)] + [{"kind": "body", "target": b} for b in bodies] +
            [{"kind": "gp_representatives", "target": "fastlegene"},
             {"kind": "employee_representatives", "target": "tillitsvalgte"}])


def draft_agreement(s, case, version):
    return {
        "text": s.text("Overordnet samarbeidsavtale " + case, version), "users_took_part": True,
        "checklist": [{"number": n, "covered_in": f"kapittel {n}"} for n in range(1, 14)],
        "terms": {"responsibility": "Kapittel 3", "employer_responsibility": "Kapittel 4",
                  "organisation": "Kapittel 5", "financing": "Kapittel 6"}}


def adopts(s, case, party, result="adopted", **more):
    s.does("koordinator", "case/" + case, "register_adoption", {
        "party": party, "organ": "styre" if party == "vestre-viken" else "kommunestyre", "decided_on": s.today,
        "case_number": "PS 45/25", "result": result, "minutes": s.document(f"Saksutskrift {party} {case}"),
        "adopted_text": s.document(f"Avtalen slik {party} vedtok den {case}"), "version": "2.0", **more})


def agreement(adopting=()):
    def told(s):
        case = s.creates("koordinator", "agreement_revision", "propose_revision", {
            "title": "Revisjon av samarbeidsavtalen", "reason": "Avtalen er fra 2021", "base_version": "2021",
            "base_date": "2021-01-01", "proposal": s.document("Saksframlegg " + str(adopting))})
        stream = "case/" + case
        yield "case", case
        yield "proposed"
        agree(s, case, "decision")
        yield "mandated"
        s.does("koordinator", stream, "call_for_nominations")
        person = {who: s.get(who, "/me")["person"]["id"] for who in ("drammen", "fagdirektor", "bruker", "fastlege")}
        s.does("koordinator", stream, "nominate_committee", {
            "members": [{"person": person["drammen"], "kind": "municipality"},
                        {"person": person["fagdirektor"], "kind": "trust"},
                        {"person": person["bruker"], "kind": "user"}, {"person": person["fastlege"], "kind": "gp"}],
            "proposal": s.document("Redaksjonskomité " + case)})
        yield "committee_appointing"
        agree(s, case, "decision")
        s.does("drammen", stream, "submit_draft", draft_agreement(s, case, "1.0"))
        yield "drafting"
        s.does("koordinator", stream, "open_hearing", {
            "recipients": hearing_recipients(s), "deadline": "2025-02-10", "letter": s.document("Høringsbrev")})
        for sender in ("gol", "fastlegene"):
            s.does("koordinator", stream, "register_statement", {
                "from": sender, "received": s.today, "summary": "Innspill", "present": [],
                "document": s.document(f"Svar fra {sender} {case}")})
        yield "hearing"
        yield "2025-02-11"
        s.does("koordinator", stream, "close_hearing")
        s.does("koordinator", stream, "submit_draft", draft_agreement(s, case, "2.0"))
        yield "revising"
        for statement in ("s1", "s2"):
            s.does("koordinator", stream, "answer_statement",
                   {"statement": statement, "answer": "Tatt inn i kapittel 4"})
        s.does("koordinator", stream, "submit_to_ssu", {"paper": s.document("Saksframlegg til SSU " + case)})
        yield "for_ssu"
        agree(s, case, "recommendation")
        yield "recommended"
        s.does("koordinator", stream, "send_to_parties", {
            "policy": "pairwise", "deadline": "2025-10-15" if adopting else "2026-06-30",
            "letter": s.document("Til partene " + case)})
        s.does("koordinator", stream, "mark_sent", {"parties": []})
        s.does("koordinator", stream, "remind")
        for party in adopting:
            adopts(s, case, party)
        adopts(s, case, "flaa", "rejected", reason="Punkt 4.3 om betaling")
        adopts(s, case, "hole", "adopted_with_reservation",
               reservation={"text": "Budsjettet", "clear_by": "2026-05-31"})
        yield "party_adoption"
        yield "2025-10-16"
        s.does("koordinator", stream, "close_answers")
        yield "concluded"
        s.does("koordinator", stream, "close_case", {"summary": "Inngått med dem som vedtok"})
        yield "closed"
    return told


def agreement_returned(s):
    yield from until("proposed", agreement())(s)
    case = newest(s, "agreement_revision", "proposed")
    disagree(s, case)
    yield "case", case
    yield "returned"


def agreement_withdrawn(s):
    yield from until("proposed", agreement())(s)
    case = newest(s, "agreement_revision", "proposed")
    s.does("koordinator", "case/" + case, "withdraw", {"reason": "Ikke nå"})
    yield "case", case
    yield "withdrawn"
