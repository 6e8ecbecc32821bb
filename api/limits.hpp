// What one may take of what all share: an account, or whoever is not signed in at an address. Beyond it 429 is said, with
// when to come back.
#pragma once

#include "api/brake.hpp"
#include "api/rates.hpp"
#include "api/shares.hpp"
#include "api/spool.hpp"
#include "engine/execute/executor.hpp"

namespace saksgang::api {

// An account: as fast as somebody who enters what has long been decided, and then two a second; and half of it in uploads.
inline constexpr int commands_in_a_burst = 120, uploads_in_a_burst = 60;
inline constexpr std::int64_t further_command_us = 500'000, further_upload_us = 1'000'000;
// Bytes of an account that are uploaded and not linked yet. What is being received is beside it: `uploads_of_one`.
inline constexpr std::int64_t most_unlinked_bytes = 1LL << 30;

// Requests of one that wait or are being done, and of all.
inline constexpr std::size_t commands_of_one = 256;
inline constexpr std::size_t reads_of_one = 256, most_waiting_reads = 1024;
inline constexpr std::size_t uploads_of_one = 8, most_uploads = 512;
inline constexpr std::size_t chores_of_one = 8, most_waiting_chores = 64;
inline constexpr std::size_t hashes_of_one = 16, most_waiting_hashes = 64; // of an address
inline constexpr std::size_t prints_of_one = 2, most_waiting_prints = 16;  // a second or two each

struct limit_options {
    bool rates = true; // of commands and uploads
    std::int64_t unlinked_bytes = most_unlinked_bytes;
};

// Thread-safe.
struct limits {
    explicit limits(limit_options o) : chosen(o) {}

    limit_options const chosen;
    rates commands{commands_in_a_burst, further_command_us}, uploads{uploads_in_a_burst, further_upload_us};
    shares commands_at_once{longest_queue, commands_of_one}, uploads_at_once{most_uploads, uploads_of_one},
        reads_at_once{most_waiting_reads, reads_of_one}, chores_at_once{most_waiting_chores, chores_of_one},
        hashes_at_once{most_waiting_hashes, hashes_of_one},
        prints_at_once{most_waiting_prints, prints_of_one};
    sign_in_brake brake;
    body_room bodies;
};

} // namespace saksgang::api
