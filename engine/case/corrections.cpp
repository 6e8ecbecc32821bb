#include "engine/case/corrections.hpp"

#include <algorithm>
#include <charconv>

#include "engine/round/round_commands.hpp"

namespace saksgang {
namespace {

known_rule const no_such_field{"no_such_field",
                               {"Feltet «{field}» finnes ikke i saken, eller det sto ikke slik.",
                                "Feltet «{field}» finst ikkje i saka, eller det stod ikkje slik.",
                                "The field “{field}” is not in the case, or did not read so."}};
known_rule const does_not_fit{"correction_does_not_fit",
                              {"«{after}» er ikke noe som feltet «{field}» kan inneholde.",
                               "«{after}» er ikkje noko som feltet «{field}» kan innehalde.",
                               "“{after}” is nothing that the field “{field}” can hold."}};
known_rule const too_long_for_its_field{"correction_too_long",
                                        {"Rettingen er for lang: feltet har plass til {most} tegn.",
                                         "Rettinga er for lang: feltet har plass til {most} teikn.",
                                         "The correction is too long: the field takes {most} characters."}};
known_rule const nothing_changes{
    "correction_changes_nothing",
    {"Slik står det allerede.", "Slik står det alt.", "That is what it says already."}};
known_rule const of_substance{
    "correction_of_substance",
    {"Dette er innhold og ikke en skrivefeil. Foreslå en retting av innholdet, som en annen godkjenner.",
     "Dette er innhald og ikkje ein skrivefeil. Foreslå ei retting av innhaldet, som ein annan godkjenner.",
     "This is substance and not a writing error. Propose a correction of substance, which another "
     "approves."}};
known_rule const is_being_decided{
    "correction_while_decided_on",
    {"Saken er til behandling. Legg fram en ny tekst, eller rett når behandlingen er avsluttet.",
     "Saka er til behandling. Legg fram ein ny tekst, eller rett når behandlinga er avslutta.",
     "The case is being decided on. Put forward a new text, or correct it when that has ended."}};
known_rule const kept_by_the_case{
    "correction_of_what_the_case_keeps",
    {"«{field}» endres bare av sakens egne steg og kan ikke rettes her.",
     "«{field}» blir berre endra av dei eigne stega i saka og kan ikkje rettast her.",
     "“{field}” is changed by the steps of the case alone, and can't be corrected here."}};
known_rule const rests_on_a_document{
    "correction_of_a_document",
    {"Det som rettes, står i et dokument. Legg til et nytt dokument, eller foreslå en redaksjonell endring.",
     "Det som skal rettast, står i eit dokument. Legg til eit nytt dokument, eller foreslå ei redaksjonell "
     "endring.",
     "What is to be corrected stands in a document. Add a new document, or propose an editorial change."}};
known_rule const stands_in_the_books{
    "correction_of_the_books",
    {"Beløp og det de er ført på, rettes i regnskapet, eller ved at steget gjøres på nytt.",
     "Beløp og det dei er førte på, blir retta i rekneskapen, eller ved at steget blir gjort på nytt.",
     "Sums, and what they are booked on, are corrected in the books, or by doing the step again."}};
known_rule const has_legal_effect{
    "correction_of_a_day",
    {"Frister og virkninger regnes fra datoen. Den settes på nytt ved at steget gjøres på nytt, eller av en "
     "som registrerer i ettertid, med kilde.",
     "Fristar og verknader blir rekna frå datoen. Han blir sett på nytt ved at steget blir gjort på nytt, "
     "eller av ein som registrerer i ettertid, med kjelde.",
     "Deadlines and effects run from the day. It is set anew by doing the step again, or by a registrar with "
     "a source."}};
known_rule const stands_in_a_register{
    "correction_of_a_reference",
    {"Hvem eller hva det gjelder, kommer fra et register. Rett det der, eller gjør steget på nytt.",
     "Kven eller kva det gjeld, kjem frå eit register. Rett det der, eller gjer steget på nytt.",
     "Whom or what it is about comes from a register. Correct it there, or do the step again."}};
known_rule const is_personal{"correction_of_a_personal_text",
                             {"Opplysninger om en person rettes ikke, men kan slettes.",
                              "Opplysningar om ein person blir ikkje retta, men kan slettast.",
                              "What is said about a person is not corrected, but may be erased."}};
constexpr text yes_or_no[]{{"Nei", "Nei", "No"}, {"Ja", "Ja", "Yes"}};
// What the books go by, beside sums.
constexpr std::string_view booked[]{"year", "voucher", "booked_as"};

using path = std::vector<std::string>;

// RFC 6901. Names of fields have nothing to escape. The first program wrote "title".
path path_of(std::string_view field) {
    path tokens;
    if (field.starts_with('/')) field.remove_prefix(1);
    for (std::size_t end = 0; end != field.npos; field.remove_prefix(std::min(end + 1, field.size())))
        tokens.emplace_back(field.substr(0, end = field.find('/')));
    return tokens;
}
std::string pointer_of(path const& tokens) {
    std::string pointer;
    for (auto const& t : tokens) pointer += "/" + t;
    return pointer;
}

std::optional<std::size_t> index_in(std::string const& token) {
    std::size_t n = 0;
    auto const [end, error] = std::from_chars(token.data(), token.data() + token.size(), n);
    return error == std::errc{} && end == token.data() + token.size() ? std::optional(n) : std::nullopt;
}

// What the field is called: of an element, what the list is.
said name_of(path const& tokens) {
    auto const named =
        std::find_if(tokens.rbegin(), tokens.rend(), [](auto const& t) { return !index_in(t); });
    return named == tokens.rend() ? word("field") : word(*named);
}

// A value as it stands, and what its schema says of it.
struct place {
    json value, schema;
    bool in_document = false; // it is a file's, or a text's
};

json const* schema_of(json const& in, std::string const& token) {
    for (auto const* each : {"properties", "additionalProperties"}) {
        auto const fields = in.find(each);
        if (fields == in.end() || !fields->is_object()) continue;
        if (std::string_view(each) == "additionalProperties") return &*fields;
        if (auto const found = fields->find(token); found != fields->end()) return &*found;
    }
    auto const items = in.find("items");
    return items != in.end() && index_in(token) ? &*items : nullptr;
}

bool is_common(std::string_view field) { return describe::type_of<case_common>.has(field); }

// Wherever in the data they stand.
void mark_decided(json& schema, std::vector<std::string_view> const& decided) {
    if (!schema.is_object()) return;
    if (auto const properties = schema.find("properties"); properties != schema.end())
        for (auto& [name, property] : properties->items()) {
            if (std::ranges::find(decided, name) != decided.end()) property["readOnly"] = true;
            mark_decided(property, decided);
        }
    for (auto const* of_each : {"items", "additionalProperties"})
        if (auto const found = schema.find(of_each); found != schema.end()) mark_decided(*found, decided);
}

// Of the case's own steps alone; so is what it holds.
bool is_kept(json const& schemas, path const& tokens) {
    auto const* schema = &schemas;
    for (auto const& token : tokens) {
        schema = schema_of(*schema, token);
        if (!schema) return false;
        if (schema->contains("readOnly")) return true;
    }
    return false;
}

// None: the data have no such value.
std::optional<place> place_in(json const& schemas, json const& data, path const& tokens) {
    auto const *schema = &schemas, *value = &data;
    bool in_document = false;
    json const no = false; // what is not so is not stored
    for (auto const& token : tokens) {
        schema = schema_of(*schema, token);
        if (!schema) return {};
        in_document = in_document || value->contains("digest") || value->contains("renditions");
        if (value->is_array()) {
            auto const n = index_in(token);
            if (!n || *n >= value->size()) return {};
            value = &(*value)[*n];
        } else if (auto const found = value->find(token); value->is_object() && found != value->end()) {
            value = &*found;
        } else if (schema->value("type", "") == "boolean") {
            value = &no;
        } else {
            return {};
        }
    }
    return place{*value, *schema, in_document};
}

// Why the value is put right elsewhere.
std::optional<refusal> elsewhere(path const& tokens, place const& at) {
    if (at.schema.contains("x-personal")) return is_personal();
    if (at.in_document) return rests_on_a_document();
    if (at.schema.contains("x-unit") || std::ranges::find(booked, tokens.back()) != std::end(booked))
        return stands_in_the_books();
    if (at.schema.value("format", "") == "date") return has_legal_effect();
    if (at.schema.contains("x-reference") || at.schema.contains("pattern")) return stands_in_a_register();
    return {};
}

std::string text_of(json const& value) {
    return value.is_string() ? value.get<std::string>() : value.dump(); // true, 2025
}

bool says(text const& words, std::string const& typed) {
    return typed == words.nb || typed == words.nn || typed == words.en;
}

// As it would be stored: a choice, a yes or a no may be said in words.
json value_from_words(json const& schema, std::string const& typed) {
    if (auto const choices = schema.find("oneOf"); choices != schema.end())
        for (auto const& each : *choices) {
            auto const name = each["const"].get<std::string>();
            if (typed == name || says(word(name), typed)) return name;
        }
    auto const type = schema.value("type", "");
    if (type == "boolean")
        for (bool const b : {false, true})
            if (says(yes_or_no[b], typed) || typed == json(b).dump()) return b;
    if (type == "integer") {
        std::int64_t n = 0;
        auto const [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), n);
        if (error == std::errc{} && end == typed.data() + typed.size()) return n;
    }
    return typed;
}

bool is_words(json const& schema) {
    return schema.value("type", "") == "string" && !schema.contains("oneOf");
}

} // namespace

json data_schema(workflow const& flow, field const& practice, language l) {
    auto schema = flow.data_schema(l);
    for (auto& [name, property] : schema["properties"].items())
        if (is_common(name) && name != "title") property["readOnly"] = true;
    mark_decided(schema, practice.decided_fields);
    return schema;
}

std::variant<json, refusal> corrected(command_step const& step, correction& c) {
    auto const tokens = path_of(c.field);
    json const& data = *step.subject.data;
    auto const schemas = data_schema(*step.flow, step.practice, language::nb);
    if (is_kept(schemas, tokens)) return kept_by_the_case({{"field", name_of(tokens)}});
    auto const at = place_in(schemas, data, tokens);
    if (!at || at->value.is_structured()) {
        if (at && at->schema.contains("x-personal")) return is_personal();
        return no_such_field({{"field", name_of(tokens)}});
    }
    if (auto no = elsewhere(tokens, *at)) return *no;
    auto const stands = text_of(at->value);
    if (!c.before.empty() && value_from_words(at->schema, c.before) != at->value)
        return no_such_field({{"field", name_of(tokens)}});
    bool const in_words = is_words(at->schema), is_title = tokens == path{"title"};
    if (!in_words && !c.of_substance) return of_substance();
    auto const live = live_round(step.all);
    auto const stands_still = [](round const& r) { return r.kind == round_kind::consent && r.fixed_text; };
    if (live && !is_title && (c.of_substance || stands_still(step.all.at(*live)))) return is_being_decided();
    auto const value = value_from_words(at->schema, c.after);
    if (value == at->value) return nothing_changes();
    auto const pointer = pointer_of(tokens);
    auto changed = data;
    changed[json::json_pointer(pointer)] = value;
    for (auto const& wrong : step.flow->data_errors(changed)) {
        if (wrong.pointer != pointer) continue; // what has grown since it was sent is not looked at again
        if (wrong.code == "too_long") return too_long_for_its_field({{"most", wrong.detail}});
        return does_not_fit({{"after", c.after}, {"field", name_of(tokens)}});
    }
    c.field = pointer;
    c.before = stands;
    c.after = text_of(value);
    return changed;
}

} // namespace saksgang
