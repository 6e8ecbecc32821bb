#include "engine/pieces.hpp"

#include <algorithm>

#include "engine/fields.hpp"

namespace saksgang {
namespace {

bool precedes(std::string_view a, std::string_view b) { return compare_keys(a, b) < 0; }

// Some of the fields of an object, as an object.
class run {
  public:
    bool empty() const { return text_.size() == 1; }
    std::size_t size() const { return text_.size(); }
    void add(fields const& f) {
        if (!empty()) text_ += ',';
        text_.append(f.key()).append(":").append(f.value());
    }
    std::string taken() {
        text_ += '}';
        return std::exchange(text_, "{");
    }

  private:
    std::string text_ = "{";
};

// As it is, or in halves where it has grown.
void add_pieces(piece_list& to, std::string name, std::string text) {
    if (text.size() <= largest_piece) {
        to.push_back(std::make_shared<piece>(std::move(name), std::move(text)));
        return;
    }
    run part;
    for (fields f(text); f; f.next()) {
        if (!part.empty() && part.size() + f.key().size() + f.value().size() > largest_piece / 2) {
            to.push_back(std::make_shared<piece>(std::move(name), part.taken()));
            name = f.name();
        }
        part.add(f);
    }
    to.push_back(std::make_shared<piece>(std::move(name), part.taken()));
}

// Whether the field belongs behind that piece.
bool is_behind(fields const& f, piece_list const& pieces, std::size_t n) {
    return n + 1 < pieces.size() && !precedes(f.name(), pieces[n + 1]->name());
}

} // namespace

std::vector<piece::place> const& piece::all() const {
    if (fields_.empty())
        for (fields f(text_); f; f.next()) fields_.push_back({{f.name(), f.value()}, {}});
    return fields_;
}

std::size_t piece::first_from(std::string_view key) const {
    auto const& in = all();
    auto const found = std::ranges::lower_bound(in, key, precedes, [](auto const& p) { return p.it.key; });
    return static_cast<std::size_t>(found - in.begin());
}

piece_list in_pieces(std::string object, piece_list const& like) {
    piece_list all;
    if (like.size() < 2) {
        add_pieces(all, "", std::move(object));
        return all;
    }
    fields f(object);
    for (std::size_t n = 0; n < like.size(); ++n) {
        run here;
        for (; f && !is_behind(f, like, n); f.next()) here.add(f);
        if (auto text = here.taken(); text == like[n]->text())
            all.push_back(like[n]);
        else
            add_pieces(all, like[n]->name(), std::move(text));
    }
    return all;
}

std::string joined(piece_list const& pieces) {
    if (pieces.size() == 1) return pieces.front()->text();
    std::string all;
    all.reserve(size_of(pieces));
    for (auto const& p : pieces) {
        if (p->text() == empty_object) continue;
        all.append(all.empty() ? "{" : ",").append(p->text(), 1, p->text().size() - 2);
    }
    return all.append(all.empty() ? "{}" : "}");
}

std::size_t size_of(piece_list const& pieces) {
    std::size_t bytes = 1;
    for (auto const& p : pieces)
        if (p->text() != empty_object) bytes += p->text().size() - 1;
    return std::max(bytes, empty_object.size());
}

bool same(piece_list const& a, piece_list const& b) {
    if (a.size() == 1 && b.size() == 1)
        return a.front() == b.front() || a.front()->text() == b.front()->text();
    return changed_fields(a, b) == empty_object;
}

std::size_t piece_of(piece_list const& pieces, std::string_view key) {
    auto const behind =
        std::upper_bound(pieces.begin() + 1, pieces.end(), key,
                         [](std::string_view k, auto const& p) { return precedes(k, p->name()); });
    return static_cast<std::size_t>(behind - pieces.begin()) - 1;
}

piece_list folded(piece_list const& pieces, std::string_view effect,
                  std::string (*fold)(std::string_view, std::string_view)) {
    piece_list all;
    all.reserve(pieces.size() + 1);
    fields f(effect);
    for (std::size_t n = 0; n < pieces.size(); ++n) {
        run here;
        for (; f && !is_behind(f, pieces, n); f.next()) here.add(f);
        if (here.empty())
            all.push_back(pieces[n]);
        else
            add_pieces(all, pieces[n]->name(), fold(pieces[n]->text(), here.taken()));
    }
    return all;
}

} // namespace saksgang
