#include "api/check.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <limits>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "api/check_beside.hpp"
#include "api/check_derived.hpp"
#include "engine/digest.hpp"
#include "engine/slices.hpp"
#include "engine/state.hpp"
#include "engine/who/name_erasure.hpp"

namespace saksgang {
namespace {

constexpr std::size_t entries_at_once = 1000;
constexpr std::chrono::seconds between_reports{2};
constexpr auto last_seq = std::numeric_limits<std::int64_t>::max();

// Which of its columns are not what they should be.
std::string differing(case_row const& a, case_row const& b) {
    std::string names;
    auto const compare = [&](char const* name, auto const& x, auto const& y) {
        if (x != y) names += (names.empty() ? "" : ", ") + std::string(name);
    };
    compare("year", a.year, b.year);
    compare("number", a.number, b.number);
    compare("workflow", a.workflow, b.workflow);
    compare("state", a.state, b.state);
    compare("title", a.title, b.title);
    compare("body", a.body, b.body);
    compare("archive_owner", a.archive_owner, b.archive_owner);
    compare("handler", a.handler, b.handler);
    compare("ended", a.ended, b.ended);
    compare("closed", a.shown_to, b.shown_to);
    compare("parties", a.parties, b.parties);
    compare("readers", a.readers, b.readers);
    return names;
}

class checking {
  public:
    checking(kernel const& k, what_waits const& waits, std::string community, check_report& r,
             std::function<void(std::string const&)> const& progress, head at)
        : kernel_(k),
          community_(std::move(community)),
          report_(r),
          progress_(progress),
          at_(at),
          log_(at),
          derived_(k, waits, community_, log_.links, [this](std::string what) { find(std::move(what)); }) {}

    void run(std::vector<std::unique_ptr<store_session>> const& sessions) {
        in_parallel(sessions, [&](store_session& s) {
            for (range r; next_range(s, r);)
                attempt("streams after " + r.after + " ", [&] { check_range(s, r); });
        });
        in_parallel(sessions, [&](store_session& s) {
            for (std::size_t n; (n = next_part_++) < checking_derived::parts;)
                attempt(checking_derived::name_of(n), [&] { derived_.take_stored(s, n); });
        });
        auto& one = *sessions.front();
        checking_beside(
            community_, log_, [&](std::string what) { find(std::move(what)); }, progress_)
            .run(one);
        if (derived_.differs())
            attempt("tasks, case_keys or document_links", [&] { derived_.name_differences(one); });
        check_positions();
        check_numbers();
        report_.streams += streams_;
        report_.entries += entries_;
    }

  private:
    struct range {
        std::string after, upto;
    };
    struct of_year {
        std::int64_t count = 0, highest = 0, last = 0;
    };

    void find(std::string what) {
        std::lock_guard const hold(mutex_);
        report_.findings.push_back(community_ + ": " + std::move(what));
    }

    template <class Work>
    void attempt(std::string const& what, Work const& work) {
        find_unreadable(
            what, [&](std::string said) { find(std::move(said)); }, work);
    }

    // What is behind the cases first, because there are the few streams that are long.
    bool next_range(store_session& s, range& r) {
        std::lock_guard const hold(taking_);
        if (all_taken_) return false;
        auto upto = s.stream_after(community_, after_, streams_at_once);
        if (before_cases_ && (!upto || *upto >= after_cases)) upto = after_cases;
        r = {after_, upto.value_or(behind_every_name)};
        if (upto)
            after_ = *upto;
        else if (!before_cases_)
            before_cases_ = true, after_.clear();
        if (before_cases_ && r.upto == after_cases) all_taken_ = true;
        return true;
    }

    void check_range(store_session& s, range const& r) {
        auto const states = s.streams_upto(community_, r.after, r.upto);
        std::vector<case_row> rows;
        if (r.upto > first_case && r.after < after_cases) {
            auto const after = r.after > first_case ? id_in(r.after) : "";
            auto const upto = r.upto < after_cases ? id_in(r.upto) : behind_every_name;
            rows = s.cases_upto(community_, after, upto);
            check_words(rows, s.case_words_upto(community_, after, upto));
        }
        auto state = states.begin();
        auto row = rows.begin();
        // Everything up to that stream, and it: `f` has no version where it has no entries.
        auto const settle = [&](slices::folded const* f) {
            for (; state != states.end() && (!f || state->stream < f->stream); ++state) {
                find("streams " + state->stream + ": a state without entries");
                ++streams_;
            }
            if (!f) return;
            if (state == states.end() || state->stream != f->stream)
                return find("streams " + f->stream + ": it has entries and no state");
            check_stream(*f, *state++, row, rows.end());
        };
        std::optional<slices::folded> f;
        std::string after = r.after;
        auto after_seq = last_seq;
        for (;;) {
            auto const page = s.entries_by_stream(community_, after, after_seq, r.upto, entries_at_once);
            for (auto const& e : page) {
                if (!f || f->stream != e.stream) {
                    if (f) settle(&*f);
                    f.emplace(e.stream);
                }
                check_entry(e, *f);
            }
            entries_ += page.size();
            tell();
            if (page.size() < entries_at_once) break;
            after = page.back().stream;
            after_seq = page.back().seq;
        }
        if (f) settle(&*f);
        settle(nullptr);
        for (; row != rows.end(); ++row) find("cases " + row->id + ": it stands in lists and is not there");
    }

    // Both in the same snapshot, by id.
    void check_words(std::vector<case_row> const& rows, std::vector<case_words> const& words) {
        for (std::size_t i = 0; i < rows.size() && i < words.size(); ++i)
            if (words[i] != case_words{rows[i].id, words_of(rows[i]), order_of(rows[i])})
                find("cases " + rows[i].id + ": words, title_order: not of its title");
    }

    void check_entry(stored_entry const& stored, slices::folded& f) {
        auto const name = [&] {
            return "entries " + std::to_string(stored.position) + " (" + stored.stream + " " +
                   std::to_string(stored.seq) + ")";
        };
        thread_local std::vector<slices::member> room;
        if (sha256(stored.bytes) != stored.hash) find(name() + ": its bytes do not give its digest");
        try {
            auto const e = slices::entry_in(stored.bytes, room);
            if (e.community != community_ || e.stream != stored.stream || e.seq != stored.seq ||
                e.position != stored.position)
                find(name() + ": what it says of its place is not where it stands");
            if (e.cause && *e.cause >= e.position) find(name() + ": caused by something later");
            if (!log_.add(e, stored.position)) find("heads: position: " + name() + " stands behind it");
            f.add(e, stored.hash, room);
        } catch (std::exception const& error) {
            find(name() + ": " + error.what());
        }
    }

    template <class Row>
    void check_stream(slices::folded const& f, stored_state const& stored, Row& row, Row end) {
        ++streams_;
        if (f.version != stored.version || f.hash != stored.hash || f.bytes() != bytes_of(stored))
            find("streams " + stored.stream + ": the stored state is not what its entries amount to");
        bool const a_case = is_case(stored.stream), is_numbers = stored.stream.starts_with("numbers/");
        auto const* of = kernel_.feature_of(stored.stream);
        bool const says_more = of && (of->deadlines || of->faults || of->links);
        bool const is_organisation = stored.stream == "organisation";
        if (!a_case && !is_numbers && !says_more && !is_organisation) return;
        try {
            auto const s = state_from(stored);
            if (of && of->faults)
                for (auto const& fault : of->faults(s)) find("streams " + s.stream + ": " + fault);
            if (is_numbers) {
                std::lock_guard const hold(mutex_);
                years_[id_in(s.stream)].last = last_number(s);
            }
            if (a_case)
                check_case(s, row, end);
            else
                derived_.expect(s, nullptr);
            if (is_organisation) take_erased_names(s);
        } catch (std::exception const& error) {
            find("streams " + stored.stream + ": " + error.what());
        }
    }

    template <class Row>
    void check_case(state const& a_case, Row& row, Row end) {
        (void)kernel_.of(a_case);
        auto const expected = kernel_.row(a_case);
        for (; row != end && row->id < expected.id; ++row)
            find("cases " + row->id + ": it stands in lists and is not there");
        if (row == end || row->id != expected.id)
            find("cases " + expected.id + ": it stands in no list");
        else if (auto const& shown = *row++; shown != expected)
            find("cases " + expected.id + ": " + differing(shown, expected) + ": not what the case says");
        derived_.expect(a_case, &expected);
        std::lock_guard const hold(mutex_);
        for (auto const& d : common_of(a_case).documents)
            if (d.is_erased() && !d.erasure->kept_by) log_.erased.emplace(d.digest, a_case.stream);
        for (auto const& [commitment, e] : common_of(a_case).text_erasures)
            if (e.approved_by) take_erased(commitment, a_case.stream);
        auto& year = years_[std::to_string(expected.year)];
        ++year.count;
        year.highest = std::max(year.highest, expected.number);
    }

    // Its value is nowhere, and that is right.
    void take_erased(std::string const& commitment, std::string const& stream) {
        log_.erased_texts.emplace(commitment, stream);
        log_.commitments.found(commitment, commitment);
    }
    void take_erased_names(state const& organisation) {
        auto const persons = records_of(organisation).persons;
        std::lock_guard const hold(mutex_);
        for (auto const& [who, e] : name_erasures_in(organisation))
            if (e.approved_by) take_erased(persons.find(who)->name.commitment, organisation.stream);
    }

    // Positions are one after the other, time never goes back, and the head stands at the last.
    void check_positions() {
        auto const& recorded = log_.recorded;
        auto before = known_of_log::never;
        for (std::size_t p = 1; p < recorded.size(); ++p) {
            if (recorded[p] == known_of_log::never) {
                auto const from = p;
                while (p + 1 < recorded.size() && recorded[p + 1] == known_of_log::never) ++p;
                find("entries: positions " + std::to_string(from) + " to " + std::to_string(p) +
                     " are missing");
                continue;
            }
            if (recorded[p] < before)
                find("entries " + std::to_string(p) + ": recorded before the one before it");
            before = recorded[p];
        }
        if (recorded.size() > 1 && recorded.back() != at_.recorded.us)
            find("heads: recorded: the last entry was recorded at another time");
    }

    // Case numbers are gap-free in each year, and the register of numbers knows the last.
    void check_numbers() {
        for (auto const& [year, n] : years_)
            if (n.count != n.highest || n.last != n.highest)
                find("streams numbers/" + year + ": its cases do not add up to the last number");
    }

    void tell() {
        std::unique_lock const hold(telling_, std::try_to_lock);
        auto const now = std::chrono::steady_clock::now();
        if (!hold.owns_lock() || now - told_ < between_reports) return;
        told_ = now;
        std::chrono::duration<double> const passed = now - begun_;
        auto const all = log_.recorded.size() - 1;
        progress_(community_ + ": " + std::to_string(entries_) + " of " + std::to_string(all) + " entries, " +
                  std::to_string(all ? entries_ * 100 / all : 100) + " %, " +
                  std::to_string(static_cast<long>(static_cast<double>(entries_) / passed.count())) +
                  " a second");
    }

    static inline std::string const first_case = "case/",
                                    after_cases = "case0"; // the character after the slash

    kernel const& kernel_;
    std::string community_;
    check_report& report_;
    std::function<void(std::string const&)> const& progress_;
    head at_;
    known_of_log log_;

    std::mutex mutex_, taking_, telling_;
    std::string after_ = after_cases;
    bool before_cases_ = false, all_taken_ = false;
    std::atomic<std::size_t> next_part_{0}, streams_{0}, entries_{0};
    std::map<std::string, of_year> years_;
    checking_derived derived_;
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now(), told_ = begun_;
};

// All in the same snapshot: begun while nobody can commit. Where that can't be had, one session is enough.
head begin_together(store& data, std::vector<std::unique_ptr<store_session>>& sessions,
                    std::string const& community) {
    auto const begin = [&](store_session& s) {
        s.begin_snapshot();
        return s.read(community, {}).at;
    };
    if (sessions.size() == 1) return begin(*sessions.front());
    auto const gate = data.open();
    try {
        gate->lock(community);
    } catch (std::exception const&) {
        sessions.resize(1);
        return begin(*sessions.front());
    }
    head at;
    for (auto const& s : sessions) at = begin(*s);
    gate->unlock();
    return at;
}

} // namespace

check_report check_store(store& data, kernel const& kernel,
                         std::function<void(std::string const&)> const& progress, unsigned workers) {
    if (workers == 0) workers = std::max(1U, std::thread::hardware_concurrency());
    check_report report;
    what_waits const waits(kernel);
    for (auto const& community : data.open()->communities_with_anything()) {
        ++report.communities;
        std::vector<std::unique_ptr<store_session>> sessions;
        for (unsigned i = 0; i < workers; ++i) sessions.push_back(data.open());
        auto const at = begin_together(data, sessions, community);
        checking(kernel, waits, community, report, progress, at).run(sessions);
        for (auto const& s : sessions) s->end_snapshot();
        progress(community + ": " + std::to_string(at.position) + " entries");
    }
    std::ranges::sort(report.findings);
    return report;
}

} // namespace saksgang
