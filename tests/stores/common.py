"""What the stories have in common: how SSU agrees, or does not, and how far a story goes."""

SEATS = ["m1", "m2", "m3", "m4", "t1", "t2", "t3", "t4", "user", "gp", "employee"]
BEGIN, LAST_DAY = "2025-01-06", "2026-01-05"
MILLION = 100_000_000


def present(seats=SEATS):
    return [{"seat": seat} for seat in seats]


def agree(s, case, kind, seats=SEATS, chair="m1", on=None):
    s.does("koordinator", "case/" + case, "state_agreement", {
        "decision": kind, "held_on": on or s.today, "chair": chair, "present": present(seats), "reservations": [],
        "remarks": []})


def position(s, case, taken, **more):
    name, r = s.round(case)
    return {"round": name, "digest": r["subject"]["renditions"][0]["digest"], "position": taken, **more}


def disagree(s, case):
    stream = "case/" + case
    s.does("koordinator", stream, "open_round", {"procedure": "meeting", "held_on": s.today, "present": present()})
    s.does("leder", stream, "take_position", position(s, case, "agree"))
    s.does("psykiatri", stream, "take_position", position(s, case, "disagree", reason="Budsjettet mangler lege"))
    s.does("koordinator", stream, "close_round")


def in_writing(s, case):
    """Open, with two who have answered."""
    stream = "case/" + case
    s.does("koordinator", stream, "open_round", {"procedure": "written", "deadline": "2026-03-31"})
    for who in ("leder", "fagdirektor"):
        s.does(who, stream, "take_position", position(s, case, "agree", assents_to_procedure=True))


def parties(s):
    return [p["id"] for p in s.get("koordinator", "/parties")["items"]]


def until(state, story):
    """The story as far as the case stands in that state. Of a story: a day, ("case", id), or the state it is in."""
    def told(s):
        for step in story(s):
            if isinstance(step, tuple):
                case = step[1]
            elif step[0].isdigit():
                yield step
            else:
                stands = s.get("koordinator", "/cases/" + case)["state"]["name"]
                assert stands == step, (case, stands, step)
                if step == state:
                    return
        raise AssertionError(f"it never stood in {state}")
    return told


def newest(s, workflow, state):
    return s.get("koordinator", f"/cases?workflow={workflow}&state={state}")["items"][0]["id"]
