// Room for everyone: whatever somebody may do again and again is done again and again by one account, and then everybody
// else can do what they could before, and no entry has become larger for it. SAKSGANG_REPEATS=5000 takes as long as it takes.
#include <cstdlib>

#include "tests/kernel/askable.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

constexpr std::size_t usual_repeats = 300;
constexpr std::size_t choices = 12; // until each was made, entries may differ by what was chosen
constexpr std::size_t slack = 120;  // bytes: a number with more digits, another place in a list

std::size_t repeats() {
    auto const* given = std::getenv("SAKSGANG_REPEATS");
    return given ? std::stoul(given) : usual_repeats;
}

// As long for each: the room that is needed is the same.
std::string mark_of(std::size_t n) { return std::to_string(10'000 + n) + "-"; }

struct probe {
    std::string username;
    askable what;
    json payload;
    outcome before;
};

class crowded : public busy_town {
  public:
    // The longest texts with which it is accepted, and with a thing in each list; none: it is not.
    std::optional<filling> largest_accepted(std::string const& username, askable const& a) {
        auto f = naming(as_stored(), a.stream, people.at(username));
        f.mark = mark_of(0);
        for (f.optional = true;; f.optional = false) {
            for (bool const flags : {true, false})
                for (std::size_t const items : {1U, 0U})
                    for (std::size_t const characters : {16'000U, 4'000U, 1'000U, 10U}) {
                        f.flags = flags, f.items = items, f.characters = characters;
                        auto w = lent(as_stored());
                        auto const got = tries(w, username, a, payload_of(a, f));
                        if (got.accepted() && got.largest < largest_entry * 9 / 10) return f;
                        if (got.code != "too_large" && !got.accepted()) break; // nor with less
                    }
            if (!f.optional) return {};
        }
    }

    // What each may do now, once.
    std::vector<probe> all_probes() {
        std::vector<probe> all;
        for (auto const& a : askable_in(as_stored())) {
            if (is_one_of_many(a.stream)) continue;
            for (auto const& username : usernames) {
                if (auto small = largest_accepted(username, a)) {
                    small->characters = 10;
                    auto const payload = payload_of(a, *small);
                    auto w = lent(as_stored());
                    auto const before = tries(w, username, a, payload);
                    if (before.accepted()) all.push_back({username, a, payload, before});
                }
            }
        }
        return all;
    }

    // Each time with texts, documents, ids and choices of its own, until it is refused a few times in a row.
    struct crowding {
        std::size_t times = 0, first = 0, last = 0;
        bool room = true;
    };
    crowding repeat(world& w, probe const& p, std::size_t most) {
        auto const f = largest_accepted(p.username, p.what);
        crowding c;
        int refused = 0;
        for (std::size_t n = 0; f && c.times < most && refused < 5; ++n) {
            auto with = naming(w, p.what.stream, people.at(p.username));
            with.optional = f->optional, with.characters = f->characters, with.items = f->items;
            with.flags = f->flags, with.choice = n, with.mark = mark_of(n);
            with.known["document"] = stored_digest(1000 + n);
            auto const got = tries(w, p.username, p.what, payload_of(p.what, with));
            refused = got.accepted() ? 0 : refused + 1;
            c.room = c.room && got.code != "too_large";
            if (!got.accepted()) continue;
            ++c.times;
            (c.times <= choices ? c.first : c.last) =
                std::max(c.times <= choices ? c.first : c.last, got.bytes);
        }
        return c;
    }

    // Registers of which there are many alike.
    static bool is_one_of_many(std::string const& stream) {
        return (stream.starts_with("agreement/") && stream != "agreement/kongsberg") ||
               (stream.starts_with("body/") && stream != "body/ssu");
    }
};

} // namespace

TEST_CASE("whatever one account does over and over, everybody else can do what they could") {
    crowded here;
    auto const all = here.all_probes();
    REQUIRE(all.size() > 100);
    std::size_t crowds = 0, hearings = 0;
    std::set<std::string> done; // a command by one kind of seat
    for (auto const& one : all) {
        auto const kind = one.before.seat.substr(0, one.before.seat.rfind('/'));
        if (!done.insert(one.what.stream + " " + one.what.info->name + " " + kind).second) continue;
        auto w = here.lent(here.as_stored());
        auto const c = here.repeat(w, one, repeats());
        auto const what = one.username + ": " + one.what.info->name + " of " + one.what.stream;
        CAPTURE(what);
        CHECK(c.room);
        if (one.username == "kongsberg" && one.what.info->name == "register_statement") {
            CHECK(c.times <= 100); // of a party in a hearing
            ++hearings;
        }
        if (c.times <= choices) continue;
        ++crowds;
        CHECK_MESSAGE(c.last <= c.first + slack, "its entry grows: ", c.first, " bytes, then ", c.last);
        for (auto const& other : all) {
            auto then = here.lent(w);
            auto const after = here.tries(then, other.username, other.what, other.payload);
            CHECK_MESSAGE(after.code != "too_large", other.username, ": ", other.what.info->name, " of ",
                          other.what.stream, " has no room any more");
            if (after.accepted())
                CHECK_MESSAGE(after.largest <= other.before.largest + slack, other.username, ": ",
                              other.what.info->name, " of ", other.what.stream, " has grown from ",
                              other.before.largest, " to ", after.largest);
        }
    }
    MESSAGE(crowds << " commands were repeated, and " << all.size() << " tried after each");
    CHECK(crowds > 20);
    CHECK(hearings > 0);
}
