"""What registers hold, and what may be done with any case."""

from common import LAST_DAY, newest, until
from texts import agreement


def agreements_in_force(s):
    s.does("koordinator", "agreement/hol", "raise_dispute", {
        "party": "hol", "about": "Betaling for utskrivningsklare pasienter", "deidentified": True,
        "documents": [s.document("Sak til nemnda, avidentifisert")], "copy_sent_to_counterpart": s.today})
    s.does("koordinator", "agreement/hol", "record_board_statement",
           {"statement": "Kommunen bør betale fra dag én", "document": s.document("Nemndas uttalelse")})
    s.does("koordinator", "agreement/aal", "give_notice",
           {"party": "aal", "received_on": s.today, "document": s.document("Oppsigelse fra Ål")})
    s.does("koordinator", "agreement/aal", "pass_on_notice", {"passed_on": s.today})
    s.does("koordinator", "agreement/gol", "record_review",
           {"reviewed_on": s.today, "outcome": "keep", "note": "Står ved lag"})
    s.does("koordinator", "agreement/asker", "add_addendum", {
        "title": "Tilleggsprotokoll om punkt 4.3", "document": s.document("Tilleggsprotokoll"),
        "adopted_by_council": s.today, "adopted_by_board": s.today,
        "council_minutes": s.document("Saksutskrift kommunestyret"), "board_minutes": s.document("Styreprotokoll")})
    return
    yield


def organisation(s):
    """A new person with a role that ends, an account that is closed, a committee with a seat that is new."""
    s.does("koordinator", "organisation", "register_person", {"name": "Kari Nordmann", "position": "Rådgiver i Gol"})
    history = s.get("koordinator", "/organisation/history?limit=200")["items"]
    kari = next(f[7:] for e in reversed(history) for f in e.get("set", {}) if f.startswith("person/"))
    s.does("admin", "accounts", "open_account", {"username": "kari", "person": kari})
    s.does("admin", "accounts", "close_account", {"username": "kari"})
    s.does("koordinator", "body/fsu-barn-unge", "open_seat", {
        "seat": "gol", "kind": "municipality", "parties": ["gol"], "valid_from": s.today, "represents": "Gol kommune"})
    s.does("koordinator", "body/fsu-barn-unge", "appoint",
           {"seat": "gol", "person": kari, "function": "member", "valid_from": s.today})
    return
    yield


def documents_and_access(s):
    """On one case: a document that stays, one withdrawn, one erased, a correction; then it is restricted, and read."""
    yield from until("drafting", agreement())(s)
    case = newest(s, "agreement_revision", "drafting")
    stream = "case/" + case
    linked = {name: s.document(name) for name in ("Notat som står", "Notat som er trukket", "Notat som er slettet")}
    for each in linked.values():
        s.does("koordinator", stream, "link_document", {"attached": each})
    for name in ("Notat som er trukket", "Notat som er slettet"):
        s.does("koordinator", stream, "withdraw_document",
               {"digest": linked[name]["digest"], "reason": "Navn i vedlegget"})
    erased = linked["Notat som er slettet"]["digest"]
    s.does("koordinator", stream, "propose_erasure",
           {"digest": erased, "reason": "Navn i vedlegget", "hjemmel": "personvernforordningen art. 17"})
    s.does("radgiver", stream, "approve_erasure", {"digest": erased})
    s.does("koordinator", stream, "correct_writing_error", {
        "field": "title", "before": "Revisjon av samarbeidsavtalen", "after": "Revisjon av avtalen", "reason": "Kortere"})
    s.does("koordinator", stream, "restrict_access", {"hjemmel": "offl. § 14"})
    yield LAST_DAY
    s.get("radgiver", "/cases/" + case)
