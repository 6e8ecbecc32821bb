#include "engine/slices.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "engine/entry.hpp"

namespace saksgang::slices {
namespace {

[[noreturn]] void refuse(char const* what) { throw not_canonical(what); }

// What stands between quotation marks, as it sorts: names are ASCII, and only two characters in them are escaped.
int compare_names(std::string_view a, std::string_view b) {
    if (a.find('\\') == a.npos && b.find('\\') == b.npos) return a.compare(b);
    auto const plain = [](std::string_view name) {
        std::string out;
        for (std::size_t i = 0; i < name.size(); ++i) out += name[i] == '\\' ? name[++i] : name[i];
        return out;
    };
    return plain(a).compare(plain(b));
}

class scanner {
  public:
    explicit scanner(std::string_view all) : at_(all.data()), end_(all.data() + all.size()) {}

    void object(std::vector<member>* out) {
        enter();
        take('{');
        if (peek() == '}') return ++at_, leave();
        for (std::string_view last;;) {
            auto const name = key();
            if (!last.empty() && compare_names(last, name) >= 0) refuse("keys are not in order");
            last = name;
            take(':');
            auto const* const from = at_;
            value();
            if (out) out->push_back({name, {from, static_cast<std::size_t>(at_ - from)}});
            if (peek() == '}') return ++at_, leave();
            take(',');
        }
    }
    void array(std::vector<std::string_view>* out) {
        enter();
        take('[');
        if (peek() == ']') return ++at_, leave();
        for (;;) {
            auto const* const from = at_;
            value();
            if (out) out->emplace_back(from, static_cast<std::size_t>(at_ - from));
            if (peek() == ']') return ++at_, leave();
            take(',');
        }
    }
    void value() {
        switch (peek()) {
            case '{':
                return object(nullptr);
            case '[':
                return array(nullptr);
            case '"':
                return text();
            case 't':
                return word("true");
            case 'f':
                return word("false");
            case 'n':
                return word("null");
            default:
                return number();
        }
    }
    void end() const {
        if (at_ != end_) refuse("something stands after the end");
    }

  private:
    static constexpr int deepest = 64;

    void enter() {
        if (++depth_ > deepest) refuse("nested too deep");
    }
    void leave() { --depth_; }
    char peek() const {
        if (at_ == end_) refuse("it ends too early");
        return *at_;
    }
    void take(char c) {
        if (peek() != c) refuse("a character that should not be there");
        ++at_;
    }
    void word(std::string_view w) {
        if (std::string_view(at_, static_cast<std::size_t>(end_ - at_)).substr(0, w.size()) != w)
            refuse("a word that is none");
        at_ += w.size();
    }
    void number() {
        auto const* const from = at_;
        if (peek() == '-') ++at_;
        auto const* const digits = at_;
        while (at_ != end_ && *at_ >= '0' && *at_ <= '9') ++at_;
        auto const n = at_ - digits;
        if (n == 0 || n > 16 || (*digits == '0' && (n > 1 || digits != from))) refuse("no canonical integer");
        if (n == 16) (void)number_in({from, static_cast<std::size_t>(at_ - from)});
    }
    std::string_view key() {
        take('"');
        auto const* const from = at_;
        for (;; ++at_) {
            auto const c = static_cast<unsigned char>(peek());
            if (c == '"') break;
            if (c < 0x20 || c > 0x7e) refuse("a key that is not ASCII");
            if (c != '\\') continue;
            ++at_;
            if (peek() != '"' && *at_ != '\\') refuse("an escape that should not be there");
        }
        std::string_view const name(from, static_cast<std::size_t>(at_ - from));
        ++at_;
        return name;
    }
    void text() {
        take('"');
        auto const* const from = at_;
        bool ascii = true;
        for (;; ++at_) {
            auto const c = static_cast<unsigned char>(peek());
            if (c == '"') break;
            if (c < 0x20) refuse("a control character");
            ascii = ascii && c < 0x80;
            if (c == '\\') escape();
        }
        if (!ascii && !is_utf8({from, static_cast<std::size_t>(at_ - from)})) refuse("not UTF-8");
        ++at_;
    }
    // RFC 8785 section 3.2.2.2
    void escape() {
        ++at_;
        switch (peek()) {
            case '"':
            case '\\':
            case 'b':
            case 'f':
            case 'n':
            case 'r':
            case 't':
                return;
            case 'u':
                break;
            default:
                refuse("an escape that should not be there");
        }
        if (end_ - at_ < 5) refuse("it ends too early");
        std::string_view const code(at_ + 1, 4);
        auto const hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
        static constexpr std::string_view shorter[] = {"0008", "0009", "000a", "000c", "000d"};
        if (!code.starts_with("00") || (code[2] != '0' && code[2] != '1') || !hex(code[3]) ||
            code == "0000" || std::ranges::find(shorter, code) != std::end(shorter))
            refuse("an escape that should not be there");
        at_ += 4;
    }

    char const *at_, *end_;
    int depth_ = 0;
};

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
