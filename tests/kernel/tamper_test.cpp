// Whatever is altered in a store behind the program's back, `saksgang check` finds and names, unless it stands on the list
// of what nothing in the store can show. SAKSGANG_TAMPER is how many alterations are tried on each database.
#include <cstdlib>
#include <random>

#include "engine/digest.hpp"
#include "tests/storage/databases.hpp"
#include "tests/support/town.hpp"

using namespace saksgang;
using namespace saksgang::test;

namespace {

int alterations() {
    auto const* asked = std::getenv("SAKSGANG_TAMPER");
    return asked ? std::stoi(asked) : 300;
}

// What nothing in the store tells, and why. The sealed log shows some of it, once there is one; an outside copy the rest.
struct unseen {
    std::string_view table, column; // "": the row as a whole, when it is put in or taken away
    std::string_view why;
};
constexpr std::string_view not_of_the_log =
    "no entry says it: who is signed in, or has uploaded what, is no part of the history, and nobody is "
    "shown it";
constexpr unseen not_seen[] = {
    {"credentials", "hash", "a hash tells of no other that it was set by somebody else"},
    {"credentials", "", "an account without a password is as before one was set"},
    {"credentials", "account", "the same, of two accounts"},
    {"sessions", "", not_of_the_log},
    {"sessions", "token", not_of_the_log},
    {"sessions", "expires", not_of_the_log},
    {"keys", "", "entries do not say under which key they came; without it a repeated command is a new one"},
    {"keys", "key", "the same"},
    {"keys", "request", "the same"},
    {"uploads", "", "bytes that are still on their way are nobody's yet"},
    {"uploads", "upload", "the same"},
    {"uploads", "started", "the same"},
    {"uploaders", "", not_of_the_log},
    {"uploaders", "account", not_of_the_log},
    {"uploaders", "digest", not_of_the_log},
    {"uploaders", "media_type", not_of_the_log},
    {"documents", "media_type", "no entry says of which kind the bytes are"},
    {"documents", "uploaded", "only the reaper reads it, of what nothing links"},
    {"pieces", "version",
     "only a running program asks which pieces are newer than what it has; a new one reads all"},
    {"pieces", "+", "a piece that no state names is not read"},
    {"projections", "", "the program makes lists anew where it does not know by which rules they were made"},
    {"projections", "made_by", "the same"},
    {"projections", "name", "the same"},
    {"schema_version", "", "a program that finds another version does not begin"},
    {"schema_version", "version", "the same"},
    {"schema_version", "name", "the number is what counts"},
};

bool is_seen(std::string_view table, std::string_view column) {
    return std::ranges::none_of(not_seen,
                                [&](unseen const& u) { return u.table == table && u.column == column; });
}

constexpr char const* tables[] = {"heads",     "streams",     "entries",         "keys",
                                  "cases",     "case_keys",   "tasks",           "pieces",
                                  "personal",  "credentials", "sessions",        "uploads",
                                  "uploaders", "documents",   "document_chunks", "document_links"};

using row = std::vector<std::string>;

// A table as whoever may write to the database sees it: every value as text, bytes as hex digits.
class table {
  public:
    table(soci::session& db, bool sqlite, std::string name)
        : db_(db), sqlite_(sqlite), name_(std::move(name)) {
        for (auto& [column, type] : described()) {
            columns.push_back(column);
            types.push_back(type);
        }
        rows = read();
    }

    std::vector<std::string> columns, types;
    std::vector<row> rows;

    bool is_number(std::size_t c) const { return types[c] == "bigint"; }

    void put(row const& r) { db_ << "insert into " + name_ + " values (" + listed(r, ", ", "") + ")"; }
    void take(row const& r) { db_ << "delete from " + name_ + " where " + listed(r, " and ", " = "); }
    void change(row const& from, std::size_t column, std::string const& to) {
        db_ << "update " + name_ + " set " + columns[column] + " = " + literal(column, to) + " where " +
                   listed(from, " and ", " = ");
    }
    void restore() {
        db_ << "delete from " + name_;
        for (auto const& r : rows) put(r);
    }

  private:
    std::vector<std::pair<std::string, std::string>> described() {
        std::string const sql =
            sqlite_ ? "select name, lower(type) from pragma_table_info('" + name_ + "') order by cid"
                    : "select column_name::text, data_type::text from information_schema.columns where "
                      "table_schema = current_schema() and table_name = '" +
                          name_ + "' order by ordinal_position";
        std::vector<std::pair<std::string, std::string>> all;
        soci::rowset<soci::row> const found = (db_.prepare << sql);
        for (auto const& r : found) all.emplace_back(r.get<std::string>(0), r.get<std::string>(1));
        return all;
    }
    std::vector<row> read() {
        std::string sql = "select ";
        for (std::size_t c = 0; c < columns.size(); ++c) {
            auto const& type = types[c];
            auto const bytes = type == "blob"    ? "hex(" + columns[c] + ")"
                               : type == "bytea" ? "encode(" + columns[c] + ", 'hex')"
                                                 : "cast(" + columns[c] + " as text)";
            sql += (c ? ", " : "") + bytes;
        }
        std::vector<row> all;
        soci::rowset<soci::row> const found = (db_.prepare << sql + " from " + name_);
        for (auto const& each : found) {
            row r;
            for (std::size_t c = 0; c < columns.size(); ++c) r.push_back(each.get<std::string>(c));
            all.push_back(std::move(r));
        }
        std::ranges::sort(all); // the same order on every run
        return all;
    }
    std::string literal(std::size_t column, std::string const& value) const {
        if (is_number(column)) return value;
        if (types[column] == "blob") return "x'" + value + "'";
        if (types[column] == "bytea") return "decode('" + value + "', 'hex')";
        std::string quoted = "'";
        for (char const c : value) quoted.append(c == '\'' ? 2 : 1, c);
        return quoted + "'";
    }
    std::string listed(row const& r, char const* between, char const* is) const {
        std::string all;
        for (std::size_t c = 0; c < r.size(); ++c)
            all += (c ? between : "") + (*is ? columns[c] + is : std::string()) + literal(c, r[c]);
        return all;
    }

    soci::session& db_;
    bool sqlite_;
    std::string name_;
};

// Of those tables that have rows which were otherwise before: how many columns, from the left, are their key.
constexpr std::pair<std::string_view, std::size_t> replayed[] = {
    {"heads", 1}, {"streams", 2}, {"cases", 2}, {"pieces", 4}, {"documents", 2}};

struct alteration {
    std::string what;        // for whoever reads a failure
    std::string_view column; // "" of a row that is taken away; "+" of one that is put there
    std::function<void()> undo;
    std::vector<row> rows; // as they were
};

class tampering {
  public:
    tampering(soci::session& db, bool sqlite, unsigned seed) : chance_(seed) {
        for (auto const* name : tables) now_.emplace(name, table(db, sqlite, name));
    }
    // Rows as they were.
    void remember(std::map<std::string, std::vector<row>> past) { past_ = std::move(past); }
    table const& of(std::string const& name) const { return now_.at(name); }

    // One change of one table; none where chance chose what the database refuses or what changes nothing.
    std::optional<alteration> alter(std::string const& name) {
        auto& t = now_.at(name);
        auto const kind = any_of(6);
        try {
            auto made = kind == 0   ? take(t)
                        : kind == 1 ? put_another(t)
                        : kind == 2 ? swap(t)
                        : kind == 3 ? replay(name, t)
                                    : change(t, kind == 4);
            if (made) made->what = name + ": " + made->what;
            return made;
        } catch (soci::soci_error const&) { // it would break a constraint
            return {};
        }
    }

  private:
    std::size_t any_of(std::size_t n) {
        return std::uniform_int_distribution<std::size_t>(0, n - 1)(chance_);
    }
    row const& any_row(table const& t) { return t.rows[any_of(t.rows.size())]; }

    std::string otherwise(table const& t, std::size_t column, std::string value, bool shorter) {
        if (t.is_number(column))
            return shorter ? std::to_string(std::stoll(value) / 2) : std::to_string(std::stoll(value) ^ 1);
        if (value.empty()) return "a";
        if (shorter) return value.substr(0, value.size() / 2 & ~std::size_t{1});
        auto& c = value[any_of(value.size())];
        if (static_cast<unsigned char>(c) >= 0x80) return value; // else it were no text any more
        c = c == '1' ? '2' : '1';                                // a hex digit still, where it was one
        return value;
    }
    std::optional<alteration> change(table& t, bool shorter) {
        auto const& from = any_row(t);
        auto const column = any_of(t.columns.size());
        auto to = from;
        to[column] = otherwise(t, column, from[column], shorter);
        if (to == from) return {};
        t.change(from, column, to[column]);
        return alteration{
            t.columns[column] + " is " + to[column].substr(0, 200) + ", not " + from[column].substr(0, 200),
            t.columns[column],
            [&t, to, column, was = from[column]] { t.change(to, column, was); },
            {from}};
    }
    std::optional<alteration> take(table& t) {
        auto const& gone = any_row(t);
        t.take(gone);
        return alteration{"without the row " + gone[1], "", [&t, gone] { t.put(gone); }, {gone}};
    }
    std::optional<alteration> put_another(table& t) {
        auto made = any_row(t);
        auto const column = any_of(made.size());
        made[column] = otherwise(t, column, made[column], false);
        t.put(made);
        return alteration{"with another row: " + t.columns[column] + " " + made[column].substr(0, 200),
                          "+",
                          [&t, made] { t.take(made); },
                          {}};
    }
    std::optional<alteration> swap(table& t) {
        auto const a = any_row(t), b = any_row(t);
        auto const column = any_of(a.size());
        auto a_then = a, b_then = b;
        std::swap(a_then[column], b_then[column]);
        if (a_then == a || a_then == b) return {};
        t.change(a, column, a_then[column]);
        try {
            t.change(b, column, b_then[column]);
        } catch (...) {
            t.change(a_then, column, a[column]);
            throw;
        }
        return alteration{t.columns[column] + " of " + a[1] + " and " + b[1] + " have changed places",
                          t.columns[column],
                          [&t, a, b, a_then, b_then, column] {
                              t.change(b_then, column, b[column]);
                              t.change(a_then, column, a[column]);
                          },
                          {a, b}};
    }
    std::optional<alteration> replay(std::string const& name, table& t) {
        auto const keys = std::ranges::find(replayed, name, [](auto const& r) { return r.first; });
        if (keys == std::end(replayed)) return {};
        auto const& old = past_.at(name)[any_of(past_.at(name).size())];
        auto const same_key = [&](row const& r) {
            return std::equal(r.begin(), r.begin() + static_cast<std::ptrdiff_t>(keys->second), old.begin());
        };
        auto const current = std::ranges::find_if(t.rows, same_key);
        if (current == t.rows.end() || *current == old) return {};
        std::size_t column = 0;
        while ((*current)[column] == old[column]) ++column;
        auto const was = *current;
        t.take(was);
        t.put(old);
        return alteration{"the row " + old[1] + " as it was before",
                          t.columns[column],
                          [&t, was, old] {
                              t.take(old);
                              t.put(was);
                          },
                          {was}};
    }

    std::mt19937 chance_;
    std::map<std::string, table> now_;
    std::map<std::string, std::vector<row>> past_;
};

// Something in every table: what the year 2024 left, and what people do besides.
struct town_with_everything : town {
    explicit town_with_everything(std::string const& url) : town(url) {
        for (auto const* account : {"koordinator", "leder", "drammen"})
            session->put_session(name,
                                 {sha256(account), account, people.at(account), {2'000'000'000'000'000}});
        auto const paper = document("Notat");
        session->note_uploader(name, paper["digest"], "koordinator", "text/plain");
        does("koordinator", "case/2024-4", "link_document", {{"attached", paper}});
        document("Ikke brukt");
        for (int i = 0; i < 60; ++i) // so that the organisation is stored in pieces
            run->execute(ask("koordinator", "organisation", "register_person",
                             {{"name", "Person " + std::to_string(i)}, {"position", std::string(200, 'x')}}));
    }
    void goes_on() {
        auto const paper = document("Skal bort");
        auto const digest = paper["digest"];
        does("koordinator", "case/2024-4", "link_document", {{"attached", paper}});
        does("koordinator", "case/2024-4", "withdraw_document", {{"digest", digest}, {"reason", "Navn"}});
        does("koordinator", "case/2024-4", "propose_erasure",
             {{"digest", digest}, {"reason", "Navn"}, {"hjemmel", "pvl. art. 17"}});
        does("leder", "case/2024-4", "approve_erasure", {{"digest", digest}});
        does("koordinator", "organisation", "register_person", {{"name", "Ny"}, {"position", "Rådgiver"}});
    }
};

void unlock_entries(soci::session& db, bool sqlite) {
    if (!sqlite) {
        db << "alter table entries disable trigger all";
        return;
    }
    for (auto const* trigger : {"entries_no_update", "entries_no_delete", "entries_no_replace"})
        db << std::string("drop trigger ") + trigger;
}

// Rows that are there and that nobody reads: pieces that no state names any more, where the bytes of an erased document
// were and how many, and whether the reaper may take what no stream names.
bool is_read(tampering const& all, std::string const& table, std::string_view column, row const& r) {
    if (table == "pieces")
        return std::ranges::any_of(all.of("streams").rows, [&](row const& s) {
            return s[1] == r[1] && s[4].find('"' + r[3] + '"') != std::string::npos;
        });
    if (table != "documents") return true;
    bool const erased = r[7] == "1";
    if (column == "upload" || column == "size") return !erased;
    return column != "linked" || erased ||
           std::ranges::any_of(all.of("document_links").rows, [&](row const& l) { return l[1] == r[1]; });
}

// The finding names the table, or the history of the stream that the row is of.
bool is_named(std::vector<std::string> const& findings, std::string const& table) {
    return std::ranges::any_of(findings, [&](std::string const& f) {
        auto const says = [&](std::string_view word) { return f.find(word) != f.npos; };
        return says(table + " ") || says(table + ":") || says(table + ", ") ||
               (table == "pieces" && says("streams ")) || // a piece is of a state
               (table == "document_chunks" && says("documents "));
    });
}

} // namespace

TEST_CASE_TEMPLATE("what is altered behind the program's back is found and named", database, sqlite_database,
                   postgresql_database) {
    constexpr bool sqlite = std::is_same_v<database, sqlite_database>;
    database db;
    town_with_everything t(db.url());
    auto raw = db.raw();
    *raw << "insert into uploads (community, upload, started) values ('vest-viken', 'halv', 1)";
    auto const findings = [&] {
        return check_store(
                   *t.data, t.rules, [](auto const&) {}, 1)
            .findings;
    };
    tampering before(*raw, sqlite, 0);
    auto const past = [&] {
        std::map<std::string, std::vector<row>> all;
        for (auto const& [name, keys] : replayed) all.emplace(name, before.of(std::string(name)).rows);
        return all;
    }();
    t.goes_on();
    for (auto const& f : findings()) FAIL_CHECK("untouched, and yet: " << f);
    unlock_entries(*raw, sqlite);

    tampering with(*raw, sqlite, 2024);
    with.remember(past);
    for (auto const* name : tables) {
        CAPTURE(name);
        if (with.of(name).rows.empty()) FAIL("nothing in " << std::string(name));
    }
    std::map<std::string, int> seen, left_out;
    int made = 0;
    for (int n = 0; made < alterations(); ++n) {
        std::string const name = tables[static_cast<std::size_t>(n) % std::size(tables)];
        auto const change = with.alter(name);
        if (!change) continue;
        ++made;
        auto const found = findings();
        change->undo();
        auto const column = change->column == "community" ? "" : change->column;
        bool const matters = change->rows.empty() || std::ranges::any_of(change->rows, [&](row const& r) {
                                 return is_read(with, name, change->column, r);
                             });
        bool const expected = matters && is_seen(name, column) && (column != "+" || is_seen(name, ""));
        ++(expected ? seen : left_out)[name];
        CAPTURE(change->what);
        if (!expected) continue;
        CHECK_FALSE(found.empty());
        if (!found.empty() && !is_named(found, name)) {
            for (auto const& f : found) MESSAGE(f);
            FAIL_CHECK("found, and not named");
        }
    }
    for (auto const& f : findings()) FAIL_CHECK("put back, and yet: " << f);
    for (auto const* name : tables) CHECK(seen[name] + left_out[name] > 0);
}
