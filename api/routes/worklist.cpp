#include <algorithm>
#include <charconv>
#include <span>

#include "api/names.hpp"
#include "api/routes/routes.hpp"
#include "api/showing.hpp"
#include "engine/tasks.hpp"

namespace saksgang::api::routes {
namespace {

constexpr std::size_t most_lines = 600; // looked at for one page: with nothing open behind them they cost too
constexpr std::size_t lines_at_once = 16; // whose streams are read together

// An opaque cursor: base64url of "day stream" of the last line looked at; the day is counted from 1970.
std::string cursor_at(waiting const& line) {
    return base64url(std::to_string(line.due.day.time_since_epoch().count()) + " " + line.stream);
}

std::optional<std::pair<date, std::string>> cursor_from(std::string_view text) {
    auto const plain = from_base64url(text).value_or("");
    auto const* const end = plain.data() + plain.size();
    int day = 0;
    auto const [space, error] = std::from_chars(plain.data(), end, day);
    date const due{std::chrono::sys_days(std::chrono::days(day))};
    if (error != std::errc{} || space == end || *space != ' ' || due < first_day || due > no_day ||
        plain.find('\0') != plain.npos)
        return {};
    return std::pair{due, std::string(space + 1, end)};
}

// Everything that these lines need, in few reads.
void load(reading& r, std::span<waiting const> lines) {
    std::set<std::string> streams, more;
    for (auto const& line : lines) streams.insert(line.stream);
    r.load(streams);
    for (auto const& name : streams)
        if (is_case(name)) more.merge(r.in.with.rules.reads_for_case(r.stream(name)));
    r.load(more);
}

work_item item_of(reading const& r, task const& t) {
    work_item item{.kind = std::string(describe::name_of(t.what))};
    item.label = r.in.words(t.command ? t.command->label : word(t.deadline));
    if (t.command) item.command = t.command->name;
    if (!t.round.empty()) item.round = t.round;
    if (t.due != no_day) item.due = t.due;
    return item;
}

void name_subject(reading const& r, state const& subject, work_item& item) {
    auto const id = id_in(subject.stream);
    item.title = title_of(r, subject.stream);
    if (is_case(subject.stream))
        item.a_case = id;
    else if (subject.stream.starts_with("agreement/"))
        item.agreement = id;
    else if (subject.stream.starts_with("fund/"))
        item.fund = id;
    else
        item.stream = subject.stream;
}

// The same for many parties, by the same day: one line with the parties behind it.
bool joins(work_item const& last, work_item const& next) {
    return last.agreement && next.agreement && last.kind == next.kind && last.label == next.label &&
           last.due == next.due;
}

void add_line(reading const& r, waiting const& line, std::vector<work_item>& items) {
    auto const& subject = r.stream(line.stream);
    for (auto const& t : tasks_for(r.in.with.rules, subject, r.here())) {
        if (t.due != line.due) continue; // stands at its own day
        auto item = item_of(r, t);
        name_subject(r, subject, item);
        auto const same =
            std::ranges::find_if(items, [&](work_item const& earlier) { return joins(earlier, item); });
        if (same == items.end()) {
            for (auto const& party : t.parties) item.parties.push_back(party);
            items.push_back(std::move(item));
        } else {
            if (same->parties.empty()) same->parties.push_back(*same->agreement);
            same->parties.push_back(*item.agreement);
        }
    }
}

// What may join the line before, which is then not cut by the end of a page.
bool is_of_one_kind(std::vector<waiting> const& lines, std::size_t n) {
    return n > 0 && lines[n].due == lines[n - 1].due && lines[n].stream.starts_with("agreement/") &&
           lines[n - 1].stream.starts_with("agreement/");
}

} // namespace

result<response> worklist(reading& r) {
    if (auto admitted = r.admit(); !admitted) return admitted.error();
    auto const limit = limit_in_query(r.in);
    if (!limit) return limit.error();
    r.load_bodies();
    task_filter mine{.audiences = audiences_of(r.here()), .on = r.today(), .limit = *limit + 1};
    if (auto const cursor = r.in.query("cursor")) {
        mine.after = cursor_from(*cursor);
        if (!mine.after) return bad_parameter("cursor");
    }
    bool const first_page = !mine.after;

    worklist_view list;
    for (std::size_t looked_at = 0;;) {
        auto const lines = r.db.tasks(r.in.community, mine);
        std::size_t used = 0;
        for (; used < lines.size() && (list.items.size() < *limit || is_of_one_kind(lines, used)); ++used) {
            if (used % lines_at_once == 0)
                load(r, std::span(lines).subspan(used).first(std::min(lines_at_once, lines.size() - used)));
            add_line(r, lines[used], list.items);
        }
        looked_at += used;
        if (used == lines.size() && lines.size() < mine.limit) break; // there are no more
        mine.after = {lines[used - 1].due, lines[used - 1].stream};
        if (list.items.size() >= *limit || looked_at >= most_lines) {
            list.next = cursor_at(lines[used - 1]);
            break;
        }
    }
    auto const total = first_page && !list.next ? list.items.size()
                                                : r.db.count_tasks(r.in.community, mine, most_counted + 1);
    list.total = static_cast<std::int64_t>(std::min(total, most_counted));
    list.total_is_more = total > most_counted;
    return json_response(show(list));
}

} // namespace saksgang::api::routes
