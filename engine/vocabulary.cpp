#include "engine/vocabulary.hpp"

#include <algorithm>
#include <atomic>
#include <list>
#include <mutex>
#include <stdexcept>
#include <vector>

namespace saksgang {
namespace {

constexpr word_of of_the_kernel[]{
    {"a_case", {"Sak", "Sak", "Case"}, asked_as::case_},
    {"access", {"Tilgang", "Tilgang", "Access"}},
    {"access_basis",
     {"Hjemmel for begrenset tilgang", "Heimel for avgrensa tilgang", "Legal basis of restricted access"}},
    {"acknowledged",
     {"Antall vedtak som må gjøres på nytt", "Talet på vedtak som må gjerast på nytt",
      "Decisions to be taken again"}},
    {"administration", {"Administrasjonen", "Administrasjonen", "The administration"}},
    {"administrator", {"Administrator", "Administrator", "Administrator"}},
    {"adopted", {"Vedtatt", "Vedteke", "Adopted"}},
    {"adopted_text", {"Teksten som ble vedtatt", "Teksten som vart vedteken", "The text adopted"}},
    {"adopted_with_reservation",
     {"Vedtatt med forbehold", "Vedteke med atterhald", "Adopted with a reservation"}},
    {"adoption", {"Vedtak hos partene", "Vedtak hos partane", "Adoption by the parties"}},
    {"advisory", {"Rådgivende", "Rådgjevande", "Advisory"}},
    {"after", {"Etter", "Etter", "After"}, asked_as::long_text},
    {"against", {"Ikke enig", "Ikkje samd", "Against"}},
    {"agree", {"Enig", "Samd", "Agree"}},
    {"agree_with_reservation", {"Enig med forbehold", "Samd med atterhald", "Agree with a reservation"}},
    {"agreed", {"Enighet", "Semje", "Agreed"}},
    {"all_parties", {"Alle partene", "Alle partane", "All parties"}},
    {"amended",
     {"Teksten slik den ble endret i møtet", "Teksten slik han vart endra i møtet",
      "The text as amended in the meeting"}},
    {"answer", {"Svar", "Svar", "Answer"}, asked_as::long_text},
    {"approved_by", {"Godkjent av", "Godkjend av", "Approved by"}},
    {"archive_owner", {"Arkivansvarlig", "Arkivansvarleg", "Responsible for the archive"}},
    {"area", {"Område", "Område", "Area"}, asked_as::party},
    {"asked", {"Spurt", "Spurt", "Asked"}},
    {"asks", {"Hvem som må være enige", "Kven som må vere samde", "Who must agree"}},
    {"assents_to_procedure",
     {"Godtar skriftlig behandling", "Godtek skriftleg behandling", "Assents to written procedure"}},
    {"attached", {"Vedlegg", "Vedlegg", "Attachment"}},
    {"auditor", {"Revisor", "Revisor", "Auditor"}},
    {"basis", {"Grunnlag", "Grunnlag", "Basis"}, asked_as::long_text},
    {"before", {"Før", "Før", "Before"}, asked_as::long_text},
    {"body", {"Utvalg", "Utval", "Body"}, asked_as::body},
    {"by", {"Av", "Av", "By"}},
    {"calls", {"Vara som er kalt inn", "Vara som er kalla inn", "Substitutes called"}},
    {"capacity", {"Representerer", "Representerer", "Represents"}},
    {"carried", {"Enighet", "Semje", "Agreed"}},
    {"case_handler", {"Saksbehandler", "Saksbehandlar", "Case handler"}},
    {"case_number", {"Saksnummer hos parten", "Saksnummer hos parten", "Case number at the party"}},
    {"cases", {"Saker", "Saker", "Cases"}},
    {"chair", {"Møteleder", "Møteleiar", "Chair"}, asked_as::seat},
    {"change", {"Endring", "Endring", "Change"}, asked_as::long_text},
    {"change_waits",
     {"Endring som en annen må bekrefte", "Endring som ein annan må stadfeste",
      "Change for another to confirm"}},
    {"clear_by", {"Avklares innen", "Skal avklarast innan", "To be cleared by"}},
    {"clear_reservation_by",
     {"Forbehold må avklares", "Atterhald må avklarast", "Reservation to be cleared"}},
    {"cleared", {"Avklart", "Avklara", "Cleared"}},
    {"closed", {"Avsluttet", "Avslutta", "Closed"}},
    {"command", {"Hva det gjelder", "Kva det gjeld", "Command"}},
    {"community", {"Åpen for fellesskapet", "Open for fellesskapet", "Open to the community"}},
    {"composition", {"Sammensetning", "Samansetjing", "Composition"}},
    {"concluded", {"Inngått", "Inngått", "Concluded"}},
    {"confirmation", {"Bekreftelse fra partene", "Stadfesting frå partane", "Confirmation by the parties"}},
    {"confirmed", {"Bekreftet", "Stadfesta", "Confirmed"}},
    {"consent", {"Avklaring av enighet", "Avklaring av semje", "Consent round"}},
    {"corrections", {"Rettinger", "Rettingar", "Corrections"}},
    {"corrects", {"Retter teksten", "Rettar teksten", "Corrects the text"}},
    {"deadline", {"Frist", "Frist", "Deadline"}},
    {"decided_on", {"Dato for vedtaket", "Dato for vedtaket", "Decided on"}},
    {"decides", {"Kan avgjøre", "Kan avgjere", "May decide"}},
    {"deciding", {"Avgjørende plass", "Avgjerande plass", "Deciding seat"}},
    {"decision", {"Vedtak", "Vedtak", "Decision"}},
    {"deputy", {"Nestleder", "Nestleiar", "Deputy leader"}},
    {"details", {"Opplysninger", "Opplysningar", "Details"}},
    {"digest", {"Kontrollkode", "Kontrollkode", "Check code"}, asked_as::document},
    {"disagree", {"Ikke enig", "Ikkje samd", "Disagree"}},
    {"dispute", {"Til tvisteløsning", "Til tvisteløysing", "To dispute resolution"}},
    {"disqualified", {"Inhabil", "Inhabil", "Disqualified"}},
    {"document", {"Dokument", "Dokument", "Document"}},
    {"documents", {"Dokumenter", "Dokument", "Documents"}},
    {"each_seat",
     {"Alle medlemmene på siden må være enige", "Alle medlemmene på sida må vere samde",
      "All members of the side must agree"}},
    {"editorial_authority",
     {"Fullmakt til redaksjonelle endringer", "Fullmakt til redaksjonelle endringar",
      "Authority for editorial changes"}},
    {"electorate", {"Hvem skal ta stilling", "Kven skal ta stilling", "Who is asked"}},
    {"employer", {"Arbeidsgiver", "Arbeidsgjevar", "Employer"}},
    {"employer_disqualifies",
     {"Arbeidsgiverens interesse gjør inhabil (fvl. § 6, krever juridisk vurdering)",
      "Interessa til arbeidsgjevaren gjer inhabil (fvl. § 6, krev juridisk vurdering)",
      "An employer's interest disqualifies (fvl. § 6, needs a lawyer's word)"}},
    {"en", {"Engelsk", "Engelsk", "English"}},
    {"end", {"Avsluttes uten vedtak", "Blir avslutta utan vedtak", "Ended without a decision"}},
    {"endorsement", {"Tilråding", "Tilråding", "Endorsement"}},
    {"erasure", {"Sletting", "Sletting", "Erasure"}},
    {"established", {"Opprettet", "Oppretta", "Established"}},
    {"exceptions", {"Unntak", "Unntak", "Exceptions"}},
    {"explanation", {"Forklaring", "Forklaring", "Explanation"}, asked_as::long_text},
    {"field", {"Felt", "Felt", "Field"}, asked_as::field},
    {"fixed_text",
     {"Teksten følger forslaget", "Teksten følgjer forslaget", "The text follows the proposal"}},
    {"founded", {"Opprettet", "Oppretta", "Founded"}},
    {"founder", {"Oppretter", "Opprettar", "Founder"}},
    {"from", {"Fra", "Frå", "From"}, asked_as::sender},
    {"function", {"Funksjon", "Funksjon", "Function"}},
    {"ground", {"Grunn", "Grunn", "Ground"}},
    {"handler", {"Saksbehandler", "Saksbehandlar", "Case handler"}, asked_as::person},
    {"heard", {"Hørt", "Høyrt", "Heard"}},
    {"hearing", {"Høring", "Høyring", "Hearing"}},
    {"hearing_closed", {"Høringen er avsluttet", "Høyringa er avslutta", "The hearing is closed"}},
    {"held_in", {"Steg", "Steg", "Step"}},
    {"held_on", {"Møtedato", "Møtedato", "Meeting held on"}},
    {"history", {"Historikk", "Historikk", "History"}},
    {"hjemmel", {"Hjemmel", "Heimel", "Legal basis"}},
    {"holder", {"Innehaver", "Innehavar", "Holder"}, asked_as::holder},
    {"in_force_from", {"Gjelder fra", "Gjeld frå", "In force from"}},
    {"kept_by", {"Står også andre steder", "Står òg andre stader", "Also in other places"}},
    {"kind", {"Type", "Type", "Kind"}},
    {"language", {"Språkvedtak", "Språkvedtak", "Written language"}},
    {"lapsed", {"Bortfalt", "Falle bort", "Lapsed"}},
    {"late", {"Etter fristen", "Etter fristen", "Late"}},
    {"leader", {"Leder", "Leiar", "Leader"}},
    {"level", {"Nivå", "Nivå", "Level"}},
    {"lift",
     {"Løftes til partnerskapsmøtet", "Blir lyfta til partnarskapsmøtet",
      "Lifted to the partnership meeting"}},
    {"linked", {"Lagt til", "Lagt til", "Added on"}},
    {"links", {"Knyttet til", "Knytt til", "Linked to"}},
    {"made", {"Rettet", "Retta", "Made on"}},
    {"mandate_ends", {"Mandatet utløper", "Mandatet går ut", "Mandate ends"}},
    {"meeting", {"I møte", "I møte", "In a meeting"}},
    {"member", {"Medlem", "Medlem", "Member"}},
    {"minutes", {"Saksutskrift eller referat", "Saksutskrift eller referat", "Minutes"}},
    {"name", {"Navn", "Namn", "Name"}},
    {"nb", {"Bokmål", "Bokmål", "Bokmål"}},
    {"neutral", {"Nøytral", "Nøytral", "Neutral"}},
    {"next", {"Hva som skjer videre", "Kva som skjer vidare", "What becomes of it"}},
    {"nn", {"Nynorsk", "Nynorsk", "Nynorsk"}},
    {"no_position", {"Tar ikke stilling", "Tek ikkje stilling", "Takes no position"}},
    {"not_agreed", {"Regnes som ikke enig", "Blir rekna som ikkje samd", "Counts as not agreed"}},
    {"not_carried", {"Ikke enighet", "Ikkje semje", "Not agreed"}},
    {"not_heard", {"Ikke hørt", "Ikkje høyrt", "Not heard"}},
    {"note", {"Merknad", "Merknad", "Note"}, asked_as::long_text},
    {"number", {"Nummer", "Nummer", "Number"}},
    {"of_substance", {"Endrer innholdet", "Endrar innhaldet", "Of substance"}},
    {"on", {"Dato", "Dato", "On"}},
    {"one_voice", {"Siden taler med én stemme", "Sida talar med éi røyst", "The side speaks with one voice"}},
    {"open", {"Til behandling", "Til behandling", "Open"}},
    {"opened", {"Tatt opp", "Teke opp", "Taken up"}},
    {"order", {"Rekkefølge", "Rekkjefølgje", "Order"}},
    {"organ", {"Organ", "Organ", "Organ"}},
    {"organisation", {"Organisasjon", "Organisasjon", "Organisation"}, asked_as::organisation},
    {"organisation_number", {"Organisasjonsnummer", "Organisasjonsnummer", "Organisation number"}},
    {"other", {"Annet", "Anna", "Other"}},
    {"outcome", {"Utfall", "Utfall", "Outcome"}},
    {"parent", {"Oppnevnt av", "Oppnemnt av", "Appointed by"}, asked_as::body},
    {"participants", {"Deltakere", "Deltakarar", "Participants"}},
    {"parties", {"Parter", "Partar", "Parties"}, asked_as::party},
    {"party", {"Part", "Part", "Party"}, asked_as::party},
    {"party_representative",
     {"Representant for en part", "Representant for ein part", "Representative of a party"}},
    {"pending", {"Ikke sendt", "Ikkje sendt", "Pending"}},
    {"pending_change",
     {"Endring som venter på godkjenning", "Endring som ventar på godkjenning",
      "Change that waits for approval"}},
    {"person", {"Person", "Person", "Person"}, asked_as::person},
    {"personal", {"Personlig tilknytning", "Personleg tilknyting", "Personal connection"}},
    {"points", {"Punkter", "Punkt", "Points"}},
    {"position", {"Standpunkt eller stilling", "Standpunkt eller stilling", "Position"}},
    {"positions", {"Standpunkter", "Standpunkt", "Positions"}},
    {"postponed", {"Utsatt", "Utsett", "Postponed"}},
    {"postponed_until", {"Utsatt til", "Utsett til", "Postponed until"}},
    {"present", {"Til stede", "Til stades", "Present"}, asked_as::party},
    {"procedure", {"Behandlingsmåte", "Behandlingsmåte", "Procedure"}},
    {"project", {"Rolle i prosjektet", "Rolle i prosjektet", "Role in the project"}},
    {"proposed_by", {"Foreslått av", "Foreslått av", "Proposed by"}},
    {"proposed_decision",
     {"Forslag til vedtak", "Forslag til vedtak", "Proposed decision"},
     asked_as::long_text},
    {"put_forward", {"Lagt fram", "Lagt fram", "Put forward"}},
    {"reached", {"Oppnådd", "Nådd", "Reached"}},
    {"reason", {"Begrunnelse", "Grunngjeving", "Reason"}, asked_as::long_text},
    {"received", {"Mottatt", "Motteke", "Received"}},
    {"recipients", {"Mottakere", "Mottakarar", "Recipients"}},
    {"recommendation", {"Anbefaling", "Tilråding", "Recommendation"}},
    {"recorded", {"Registrert", "Registrert", "Recorded on"}},
    {"recusals", {"Inhabilitet", "Inhabilitet", "Recusals"}},
    {"recused", {"Inhabil", "Inhabil", "Recused"}},
    {"registered", {"Registrert av sekretæren", "Registrert av sekretæren", "Registered by the secretary"}},
    {"registrar", {"Den som registrerer i ettertid", "Den som registrerer i ettertid", "Registrar"}},
    {"rejected", {"Ikke vedtatt", "Ikkje vedteke", "Rejected"}},
    {"remarks", {"Protokolltilførsler", "Protokolltilførslar", "Remarks to the minutes"}},
    {"reminders", {"Purringer", "Purringar", "Reminders"}},
    {"renditions", {"Utgaver", "Utgåver", "Renditions"}},
    {"represents", {"Representerer", "Representerer", "Represents"}},
    {"reservation", {"Forbehold", "Atterhald", "Reservation"}},
    {"reservations", {"Forbehold", "Atterhald", "Reservations"}},
    {"result", {"Resultat", "Resultat", "Result"}},
    {"role", {"Rolle", "Rolle", "Role"}},
    {"round", {"Behandling", "Behandling", "Round"}, asked_as::round},
    {"round_carried", {"Enighet", "Semje", "Agreement reached"}},
    {"round_deadline", {"Svarfrist", "Svarfrist", "Deadline for answers"}},
    {"round_failed", {"Ikke enighet", "Ikkje semje", "No agreement"}},
    {"round_status", {"Status", "Status", "Status"}},
    {"rule", {"Regel", "Regel", "Rule"}},
    {"seat", {"Plass i utvalget", "Plass i utvalet", "Seat"}, asked_as::seat},
    {"secretary", {"Sekretær", "Sekretær", "Secretary"}},
    {"send_back", {"Sendes tilbake", "Blir send tilbake", "Sent back"}},
    {"sender", {"Avsender", "Avsendar", "Sender"}},
    {"sent", {"Sendt", "Sendt", "Sent"}},
    {"side", {"Side", "Side", "Side"}},
    {"sides", {"Sidene", "Sidene", "The sides"}},
    {"silent", {"Har ikke svart", "Har ikkje svart", "Has not answered"}},
    {"simulated", {"Simulert i eksempelet", "Simulert i dømet", "Simulated in the example"}},
    {"speakers", {"Taler for siden", "Talar for sida", "Speak for their side"}, asked_as::seat},
    {"speaks", {"Taler for siden", "Talar for sida", "Speaks for the side"}},
    {"stands_aside", {"Står utenfor", "Står utanfor", "Stands aside"}},
    {"stands_in_for", {"Møter for", "Møter for", "Stands in for"}},
    {"stated_by_chair", {"Konstatert av møteleder", "Konstatert av møteleiaren", "Stated by the chair"}},
    {"statement", {"Uttalelse", "Fråsegn", "Statement"}, asked_as::long_text},
    {"statements", {"Høringssvar", "Høyringssvar", "Statements"}},
    {"status", {"Status", "Status", "Status"}},
    {"stream", {"Register", "Register", "Register"}},
    {"subject",
     {"Teksten det tas stilling til", "Teksten det blir teke stilling til", "The text that is decided on"}},
    {"subject_history", {"Tidligere versjoner", "Tidlegare versjonar", "Earlier versions"}},
    {"summary", {"Sammendrag", "Samandrag", "Summary"}, asked_as::long_text},
    {"superseded",
     {"Erstattet av ny tekst (standpunktene er beholdt i historikken)",
      "Erstatta av ny tekst (standpunkta er tekne vare på i historikken)", "Superseded by a new text"}},
    {"target", {"Hvem", "Kven", "Who"}, asked_as::sender},
    {"text", {"Tekst", "Tekst", "Text"}, asked_as::long_text},
    {"title", {"Tittel", "Tittel", "Title"}},
    {"unrepresented", {"Ikke til stede", "Ikkje til stades", "Not present"}},
    {"until", {"Til", "Til", "Until"}},
    {"upgraded",
     {"Saken er ført over til nye regler", "Saka er ført over til nye reglar",
      "The case was carried over to new rules"}},
    {"username", {"Brukernavn", "Brukarnamn", "Username"}},
    {"valid_from", {"Gjelder fra", "Gjeld frå", "Valid from"}},
    {"valid_to", {"Gjelder til", "Gjeld til", "Valid to"}},
    {"version", {"Versjon", "Versjon", "Version"}},
    {"voice", {"Hvordan en side svarer", "Korleis ei side svarer", "How a side answers"}},
    {"waiting", {"Ikke tatt opp ennå", "Ikkje teke opp enno", "Not taken up yet"}},
    {"waiting_change", {"Endringen som venter", "Endringa som ventar", "The change that waits"}},
    {"what", {"Hva", "Kva", "What"}, asked_as::long_text},
    {"why", {"Hvorfor", "Kvifor", "Why"}},
    {"withdrawn", {"Trukket fra visning", "Trekt frå vising", "Withdrawn from view"}},
    {"words", {"Ordlyd", "Ordlyd", "Wording"}, asked_as::long_text},
    {"written", {"Skriftlig", "Skriftleg", "In writing"}},
};

static_assert(std::ranges::is_sorted(of_the_kernel, {}, &word_of::name));

// Whoever reads has a table that is whole and stays: a new one is made when something is said.
struct tables {
    std::mutex writing;
    std::list<std::vector<word_of>> all{{std::begin(of_the_kernel), std::end(of_the_kernel)}};
    std::atomic<std::vector<word_of> const*> now{&all.front()};
};
tables& known() {
    static tables t;
    return t;
}

} // namespace

std::span<word_of const> vocabulary() { return *known().now.load(); }

void say(std::span<word_of const> words) {
    auto& t = known();
    std::lock_guard const hold(t.writing);
    auto table = *t.now.load();
    auto const before = table.size();
    for (auto const& w : words) {
        auto const at = std::ranges::lower_bound(table, w.name, {}, &word_of::name);
        if (at == table.end() || at->name != w.name)
            table.insert(at, w);
        else if (at->words != w.words || at->asked != w.asked)
            throw std::logic_error("the word " + std::string(w.name) + " is said already, as «" +
                                   std::string(at->words.nb) + "», and now as «" + std::string(w.words.nb) +
                                   "»: choose another name (docs/glossary.md has all)");
    }
    if (table.size() != before) t.now = &t.all.emplace_back(std::move(table));
}

namespace {
word_of const* said_of(std::string_view identifier) {
    auto const table = vocabulary();
    auto const found = std::ranges::lower_bound(table, identifier, {}, &word_of::name);
    return found != table.end() && found->name == identifier ? &*found : nullptr;
}
} // namespace

text word(std::string_view identifier) {
    auto const* said = said_of(identifier);
    return said ? said->words : text{identifier, identifier, identifier};
}

asked_as how_asked(std::string_view identifier) {
    auto const* said = said_of(identifier);
    return said ? said->asked : asked_as::plain;
}

} // namespace saksgang
