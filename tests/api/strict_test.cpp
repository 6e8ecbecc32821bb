#include "api/strict.hpp"

#include <doctest/doctest.h>

#include <string>

using saksgang::api::fault_in;

namespace {

int status_of(std::string const& lines) {
    auto const fault = fault_in(lines + "\r\n");
    return fault ? fault->status : 0;
}
std::string const get = "GET / HTTP/1.1\r\nHost: a\r\n";

} // namespace

TEST_CASE("a plain request passes") {
    CHECK(status_of(get) == 0);
    CHECK(status_of("POST /a/b?c=%20 HTTP/1.1\r\nHost: a.no:8080\r\nContent-Length: 12\r\nX: \tåå\r\n") == 0);
    CHECK(status_of("POST / HTTP/1.1\r\nHost: [::1]:80\r\nTransfer-Encoding: chunked\r\n") == 0);
    CHECK(status_of("GET / HTTP/1.0\r\n") == 0);
}

TEST_CASE("two readings of where a request ends are refused") {
    CHECK(status_of(get + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n") == 400);
    CHECK(status_of(get + "transfer-encoding: chunked\r\nCONTENT-LENGTH: 1\r\n") == 400);
    CHECK(status_of(get + "Content-Length: 1\r\nContent-Length: 1\r\n") == 400);
    CHECK(status_of(get + "Content-Length: 1, 1\r\n") == 400);
    CHECK(status_of(get + "Content-Length: +1\r\n") == 400);
    CHECK(status_of(get + "Content-Length: 0x1\r\n") == 400);
    CHECK(status_of(get + "Content-Length:\r\n") == 400);
    CHECK(status_of(get + "Content-Length: 99999999999999999999\r\n") == 400);
    CHECK(status_of(get + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n") == 400);
    CHECK(status_of(get + "Transfer-Encoding: gzip, chunked\r\n") == 501);
    CHECK(status_of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n") == 400);
}

TEST_CASE("one host, and a host") {
    CHECK(status_of("GET / HTTP/1.1\r\n") == 400);
    CHECK(status_of(get + "host: b\r\n") == 400);
    CHECK(status_of("GET / HTTP/1.1\r\nHost: a b\r\n") == 400);
    CHECK(status_of("GET / HTTP/1.1\r\nHost: a/../b\r\n") == 400);
}

TEST_CASE("lines are lines") {
    CHECK(status_of(get + "X: 1\r\n folded\r\n") == 400);
    CHECK(status_of(get + "X: 1\r\n\tfolded\r\n") == 400);
    CHECK(status_of("GET / HTTP/1.1\nHost: a\n") == 400);
    CHECK(status_of(get + "X: a\rb\r\n") == 400);
    CHECK(status_of(get + std::string("X: a\0b\r\n", 8)) == 400);
    CHECK(status_of(get + "X : a\r\n") == 400);
    CHECK(status_of(get + ": a\r\n") == 400);
    CHECK(status_of(get + "no colon\r\n") == 400);
}

TEST_CASE("the request line") {
    CHECK(status_of("GET  / HTTP/1.1\r\nHost: a\r\n") == 400);
    CHECK(status_of("GET /\r\nHost: a\r\n") == 400);
    CHECK(status_of("GET /a b HTTP/1.1\r\nHost: a\r\n") == 400);
    CHECK(status_of("GET /\xC3\xA5 HTTP/1.1\r\nHost: a\r\n") == 400);
    CHECK(status_of("GET /<x> HTTP/1.1\r\nHost: a\r\n") == 400);
    CHECK(status_of("GET /a#b HTTP/1.1\r\nHost: a\r\n") == 400);
    CHECK(status_of("GET http://a/ HTTP/1.1\r\nHost: a\r\n") == 0);
    CHECK(status_of("GET http://u@a/ HTTP/1.1\r\nHost: a\r\n") == 400);
    CHECK(status_of("OPTIONS * HTTP/1.1\r\nHost: a\r\n") == 0);
    CHECK(status_of("GET * HTTP/1.1\r\nHost: a\r\n") == 400);
    CHECK(status_of("CONNECT a:80 HTTP/1.1\r\nHost: a\r\n") == 400);
    CHECK(status_of("G(T / HTTP/1.1\r\nHost: a\r\n") == 400);
    CHECK(status_of("GET / HTTP/2.0\r\nHost: a\r\n") == 505);
    CHECK(status_of("GET / http/1.1\r\nHost: a\r\n") == 400);
}
