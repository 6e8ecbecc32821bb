#include "engine/slices.hpp"

#include <charconv>
#include <map>

#include "engine/entry.hpp"
#include "engine/scanner.hpp"

namespace saksgang::slices {
namespace {

bool is_object(std::string_view value) { return value.starts_with('{'); }

void add_member(std::string& out, std::string_view name, std::string_view value) {
    out += out.back() == '{' ? "\"" : ",\"";
    out.append(name).append("\":").append(value);
}

} // namespace

void take_apart(std::string_view object, std::vector<member>& out) {
    out.clear();
    scanner s(object);
    s.object(&out);
    s.end();
}

bool changing::in_order::operator()(std::string_view a, std::string_view b) const {
    return compare_names(a, b) < 0;
}

void changing::open() {
    if (kind_ != kind::closed) return;
    kind_ = text_.starts_with('[') ? kind::list : kind::object; // what is neither makes room for an object
    if (kind_ == kind::list) {
        std::vector<std::string_view> elements;
        scanner(text_).array(&elements);
        for (auto const& each : elements) elements_.emplace_back(each);
    } else if (is_object(text_)) {
        std::vector<member> members;
        take_apart(text_, members);
        for (auto const& [name, value] : members) members_.emplace(name, changing(value));
    }
    text_.clear();
}

void changing::put(std::string_view member, std::string_view value) {
    open();
    auto const found = members_.find(member);
    if (value == "null")
        found == members_.end() ? void() : void(members_.erase(found));
    else if (found != members_.end())
        found->second = changing(value);
    else
        members_.emplace(member, changing(value));
}

void changing::change(std::string_view patch) {
    open();
    std::vector<member> changes;
    take_apart(patch, changes);
    if (kind_ == kind::list) return change_elements(changes);
    for (auto const& [name, value] : changes) {
        if (!is_object(value)) {
            put(name, value);
            continue;
        }
        auto found = members_.find(name);
        if (found == members_.end()) found = members_.emplace(name, changing()).first;
        found->second.change(value);
    }
}

// By index, and "+" with what is added behind the last.
void changing::change_elements(std::vector<member> const& changes) {
    auto const there = elements_.size();
    for (auto const& [name, value] : changes) {
        if (name == "+") {
            std::vector<std::string_view> more;
            scanner(value).array(&more);
            for (auto const& each : more) elements_.emplace_back(each);
            continue;
        }
        auto const n = static_cast<std::size_t>(number_in(name));
        if (n >= there) refuse("a change of what is not there");
        if (is_object(value))
            elements_[n].change(value);
        else
            elements_[n] = changing(value);
    }
}

void changing::write(std::string& out) const {
    if (kind_ == kind::closed) {
        out += text_;
    } else if (kind_ == kind::object) {
        out += '{';
        for (auto const& [name, value] : members_) {
            add_member(out, name, {});
            value.write(out);
        }
        out += '}';
    } else {
        out += '[';
        for (auto const& each : elements_) {
            if (&each != &elements_.front()) out += ',';
            each.write(out);
        }
        out += ']';
    }
}

std::string merged(std::string_view target, std::string_view patch) {
    changing value(target);
    value.change(patch);
    std::string out;
    value.write(out);
    return out;
}

std::string_view text_in(std::string_view value) {
    if (value.size() < 2 || value.front() != '"' || value.find('\\') != value.npos)
        refuse("not a plain text");
    return value.substr(1, value.size() - 2);
}

std::int64_t number_in(std::string_view value) {
    std::int64_t n = 0;
    auto const [end, error] = std::from_chars(value.data(), value.data() + value.size(), n);
    if (error != std::errc{} || end != value.data() + value.size() || n > largest_integer ||
        n < -largest_integer)
        refuse("not an integer within 2^53");
    return n;
}

entry entry_in(std::string_view bytes, std::vector<member>& room) {
    take_apart(bytes, room);
    entry e;
    int required = 0;
    for (auto const& [name, value] : room) {
        auto const text = [&] {
            auto const t = text_in(value);
            if (t.empty()) refuse("an empty field");
            return t;
        };
        auto const object = [&] {
            if (!is_object(value) || value == "{}") refuse("an empty field, or no object");
            return value;
        };
        if (name == "community")
            e.community = text(), ++required;
        else if (name == "stream")
            e.stream = text(), ++required;
        else if (name == "seq")
            e.seq = number_in(value), ++required;
        else if (name == "position")
            e.position = number_in(value), ++required;
        else if (name == "recorded")
            e.recorded = number_in(value), ++required;
        else if (name == "prev")
            e.prev = text();
        else if (name == "nonce" || name == "command")
            (void)text_in(value), ++required;
        else if (name == "from")
            e.from = text();
        else if (name == "to")
            e.to = text();
        else if (name == "set")
            e.set = object();
        else if (name == "change")
            e.change = object();
        else if (name == "round")
            e.round = object();
        else if (name == "postings")
            e.postings = object();
        else if (name == "workflow")
            e.workflow = text();
        else if (name == "cause")
            e.cause = number_in(value);
        else if (name == "payload")
            e.payload = object();
        else if (name == "effective") {
            e.effective = text();
            if (!date::parse(e.effective)) refuse("a date that is none");
        } else if (name == "v") {
            if (!is_known_format(number_in(value))) refuse("an entry of another format");
            ++required;
        } else if (name == "actor" || name == "account" || name == "seat" || name == "on_behalf_of" ||
                   name == "rule" || name == "hjemmel") {
            if (value.size() < 3 || value.front() != '"') refuse("an empty field");
            if (name == "account") e.account = value.substr(1, value.size() - 2);
        } else {
            refuse("a field that an entry has not");
        }
    }
    if (required != 8) refuse("a field is missing");
    if (!e.postings.empty()) {
        take_apart(e.postings, room);
        for (auto const& [account, sum] : room) (void)number_in(sum);
    }
    return e;
}

void folded::add(entry const& e, std::string_view digest, std::vector<member>& room) {
    if (e.stream != stream || e.seq != version + 1 || e.prev != hash || e.from != name_)
        throw std::logic_error("entry " + std::to_string(e.position) + " does not follow on " + stream +
                               " at " + std::to_string(version));
    if (version == 0) first_position = e.position;
    version = e.seq;
    hash = digest;
    if (!e.to.empty()) name_ = e.to;
    if (!e.workflow.empty()) workflow_ = e.workflow;
    if (!e.set.empty()) {
        take_apart(e.set, room);
        for (auto const& [name, value] : room) data_.put(name, value);
    }
    if (!e.change.empty()) data_.change(e.change);
    if (!e.round.empty()) rounds_.change(e.round);
    if (!e.postings.empty()) {
        take_apart(e.postings, room);
        for (auto const& [name, value] : room) {
            auto const [at, fresh] = balances_.try_emplace(std::string(name), 0);
            at->second += number_in(value);
            if (at->second > largest_integer || at->second < -largest_integer)
                refuse("a balance beyond 2^53");
            if (at->second == 0) balances_.erase(at);
        }
    }
    effective_ = e.effective;
    recorded_ = e.recorded;
}

std::string folded::bytes() const {
    std::string out = "{";
    if (!balances_.empty()) {
        std::string balances = "{";
        for (auto const& [account, amount] : balances_) add_member(balances, account, std::to_string(amount));
        add_member(out, "balances", balances += '}');
    }
    add_member(out, "data", {});
    data_.write(out);
    if (!effective_.empty()) add_member(out, "effective", '"' + effective_ + '"');
    if (!name_.empty()) add_member(out, "name", '"' + name_ + '"');
    add_member(out, "recorded", std::to_string(recorded_));
    std::string rounds;
    rounds_.write(rounds);
    if (rounds != "{}") add_member(out, "rounds", rounds);
    if (!workflow_.empty()) add_member(out, "workflow", '"' + workflow_ + '"');
    return out += '}';
}

} // namespace saksgang::slices
