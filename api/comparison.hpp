// Comparing much with little memory, by many workers: what `saksgang check` is made with.
#pragma once

#include <algorithm>
#include <atomic>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "engine/ports.hpp"

namespace saksgang {

// Rows that are to be the same on both sides, without being kept: sums of their digests, by stream.
class comparison {
  public:
    void expect(std::string_view stream, std::string const& row) { add(stream, row, 1); }
    void found(std::string_view stream, std::string const& row) { add(stream, row, std::uint64_t(-1)); }
    bool differs(std::string_view stream) const { return sums_[place(stream)] != 0; }
    bool differs() const {
        return std::ranges::any_of(sums_, [](auto const& sum) { return sum != 0; });
    }

  private:
    static constexpr std::size_t places = 4096;
    static std::size_t place(std::string_view stream) {
        return std::hash<std::string_view>()(stream) % places;
    }
    void add(std::string_view stream, std::string const& row, std::uint64_t times) {
        sums_[place(stream)] += times * (std::hash<std::string>()(row) | 1);
    }
    std::vector<std::atomic<std::uint64_t>> sums_ = std::vector<std::atomic<std::uint64_t>>(places);
};

inline std::string row_text(waiting const& t) {
    return t.audience + '\n' + t.due.str() + '\n' + t.stream + '\n' + t.from.str() + '\n' + t.until.str();
}
inline std::string row_text(case_key const& k) {
    return k.key + '\n' + k.workflow + '\n' + (k.ended ? '1' : '0') + '\n' + std::to_string(k.year) + '-' +
           std::to_string(k.number);
}
inline std::string row_text(document_link const& l) {
    return l.digest + '\n' + l.stream + '\n' + (l.own ? '1' : '0');
}
inline std::string stream_of(case_key const& k) {
    return "case/" + std::to_string(k.year) + "-" + std::to_string(k.number);
}

// What can't even be read is found too, as long as the store answers.
template <class Find, class Work>
void find_unreadable(std::string const& what, Find const& find, Work const& work) {
    try {
        work();
    } catch (store_unavailable const&) {
        throw;
    } catch (store_contended const&) {
        throw;
    } catch (std::exception const& error) {
        find(what + ": " + error.what());
    }
}

// Once with each session; what one throws is thrown when all have ended.
template <class Work>
void in_parallel(std::vector<std::unique_ptr<store_session>> const& sessions, Work const& work) {
    std::vector<std::exception_ptr> failures(sessions.size());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < sessions.size(); ++i)
        threads.emplace_back([&, i] {
            try {
                work(*sessions[i]);
            } catch (...) {
                failures[i] = std::current_exception();
            }
        });
    for (auto& t : threads) t.join();
    for (auto const& failure : failures)
        if (failure) std::rethrow_exception(failure);
}

inline constexpr std::size_t rows_at_once = 2000;

// Every row that `page(after)` gives, with `place(row)` as what comes after it.
template <class After, class Page, class Place, class Each>
void each_row(After after, Page const& page, Place const& place, Each const& each) {
    for (;;) {
        auto const rows = page(after);
        for (auto const& row : rows) each(row);
        if (rows.size() < rows_at_once) return;
        after = place(rows.back());
    }
}

template <class Each>
void each_task(store_session& s, std::string const& community, Each const& each) {
    each_row(
        waiting{.due = first_day},
        [&](waiting const& after) { return s.all_tasks(community, after, rows_at_once); }, std::identity(),
        each);
}
template <class Each>
void each_key(store_session& s, std::string const& community, std::string const& from,
              std::string_view before, Each const& each) {
    for (case_key after{.key = from, .number = -1};;) {
        auto const page = s.all_case_keys(community, after, rows_at_once);
        for (auto const& k : page) {
            if (k.key >= before) return;
            each(k);
        }
        if (page.size() < rows_at_once) return;
        after = page.back();
    }
}

template <class Each>
void each_link(store_session& s, std::string const& community, Each const& each) {
    each_row(
        document_link(),
        [&](document_link const& after) { return s.all_document_links(community, after, rows_at_once); },
        std::identity(), each);
}

} // namespace saksgang
