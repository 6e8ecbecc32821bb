#include "tests/support/client.hpp"

#include "api/asio.hpp" // before all other Boost

#include <sys/socket.h>

#include <algorithm>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <cctype>
#include <cerrno>
#include <chrono>

#include "tests/support/traffic.hpp"

namespace saksgang::test {

using namespace std::chrono_literals;

std::string reply::code() const { return body.is_object() ? body.value("code", "") : ""; }

std::string reply::detail() const { return body.is_object() ? body.value("detail", "") : ""; }

class client::connection {
  public:
    explicit connection(unsigned short port) : port_(port), stream_(context_) {}

    reply call(std::string const& verb, std::string const& target, std::string const& body,
               header_map const& headers) {
        namespace http = boost::beast::http;
        http::request<http::string_body> out;
        out.method_string(verb);
        out.target(target);
        out.set(http::field::host, "127.0.0.1");
        for (auto const& [name, value] : headers) out.set(name, value);
        out.body() = body;
        if (!body.empty() || verb == "POST") out.prepare_payload();
        reply in;
        boost::beast::error_code ec;
        if (closed_by_server() && (ec = connect())) {
            in.raw = ec.message();
            return in;
        }
        run([&](auto done) { http::async_write(stream_, out, done); }, ec);
        http::response_parser<http::string_body> parser;
        parser.body_limit(boost::none);
        if (verb == "HEAD") parser.skip(true);
        boost::beast::error_code
            of_read; // after a failed write too: a refusal may have come before all was sent
        run([&](auto done) { http::async_read(stream_, buffer_, parser, done); }, of_read);
        if (of_read) {
            close();
            in.raw = of_read.message();
            return in;
        }
        auto message = parser.release();
        in.status = static_cast<int>(message.result_int());
        for (auto const& f : message) {
            std::string name(f.name_string());
            std::ranges::transform(name, name.begin(),
                                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
            in.headers[name] = std::string(f.value());
        }
        in.raw = std::move(message.body());
        if (in.headers["content-type"].find("json") != std::string::npos)
            in.body = json::parse(in.raw, nullptr, false);
        if (!message.keep_alive()) close();
        return in;
    }
    void close() {
        boost::beast::error_code ignored;
        stream_.socket().close(ignored);
        buffer_.clear();
    }

  private:
    template <class Start>
    void run(Start start, boost::beast::error_code& ec) {
        stream_.expires_after(60s);
        start([&](boost::beast::error_code e, std::size_t) { ec = e; });
        context_.restart();
        context_.run();
    }
    boost::beast::error_code connect() {
        close();
        boost::beast::error_code ec;
        stream_.socket().connect({boost::asio::ip::make_address("127.0.0.1"), port_}, ec);
        if (!ec) stream_.socket().set_option(boost::asio::ip::tcp::no_delay(true), ec);
        return ec;
    }
    bool closed_by_server() {
        if (!stream_.socket().is_open()) return true;
        char byte;
        auto const n = ::recv(stream_.socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        return n == 0 || (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
    }

    unsigned short port_;
    boost::asio::io_context context_;
    boost::beast::tcp_stream stream_;
    boost::beast::flat_buffer buffer_;
};

client::client(unsigned short port) : connection_(std::make_unique<connection>(port)) {}

client::~client() = default;

reply client::call(std::string const& verb, std::string const& target, std::string const& body,
                   header_map const& headers) {
    auto got = connection_->call(verb, target, body, headers);
    note_exchange(verb, target, got);
    return got;
}

void client::close() { connection_->close(); }

} // namespace saksgang::test
