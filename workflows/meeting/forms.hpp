// The form of what a meeting writes (Mustache, of HTML): one for notice and minutes, in all languages. papers.hpp has what
// stands in it; of a list x, `has_x` says whether there is any.
#pragma once

#include <string_view>

namespace saksgang::meeting_workflow {

constexpr std::string_view meeting_form = R"html(
<p class="of">{{body}}</p>
<h1>{{paper}}</h1>
<p>{{standing}}</p>
<dl>{{#facts}}<div><dt>{{label}}</dt><dd>{{value}}</dd></div>{{/facts}}</dl>
{{#has_present}}<h2>{{word.present}}</h2>{{/has_present}}
{{#present}}
<h3>{{side}}</h3>
<ul>{{#people}}<li>{{name}}{{#seat}}, {{seat}}{{/seat}}{{#stands_in_for}} ({{word.stands_in_for}}: {{stands_in_for}}){{/stands_in_for}}{{#for_which}}; {{.}}{{/for_which}}</li>{{/people}}</ul>
{{/present}}
{{#has_left}}<h3>{{word.who_left}}</h3>
<ul>{{#left}}<li>{{name}}{{#seat}}, {{seat}}{{/seat}}{{#for_which}}; {{.}}{{/for_which}}</li>{{/left}}</ul>{{/has_left}}
{{#has_absent}}<h3>{{word.absent}}</h3>
<ul>{{#absent}}<li>{{name}}{{#seat}}, {{seat}}{{/seat}}</li>{{/absent}}</ul>{{/has_absent}}
{{#has_not_reached}}<h3>{{word.substitutes_not_reached}}</h3>
<ul>{{#not_reached}}<li>{{name}}{{#seat}}, {{seat}}{{/seat}}</li>{{/not_reached}}</ul>{{/has_not_reached}}
<h2>{{word.items}}</h2>
{{#items}}
<section>
<h3>{{called}} {{title}}</h3>
<p class="note">{{#kind}}{{kind}}{{/kind}}{{#case_number}} ({{word.meeting_case}} {{case_number}}){{/case_number}}</p>
{{#notes}}<p>{{label}}: {{value}}</p>{{/notes}}
{{#has_proposed}}<h4>{{word.proposed_decision}}</h4>
<ol>{{#proposed}}<li>{{.}}</li>{{/proposed}}</ol>{{/has_proposed}}
{{#has_recused}}<h4>{{word.recusals}}</h4>
<ul>{{#recused}}<li>{{name}}{{#seat}}, {{seat}}{{/seat}}{{#basis}} ({{basis}}){{/basis}}</li>{{/recused}}</ul>{{/has_recused}}
{{#text}}<p>{{word.text}}: {{text}}</p>{{/text}}
{{#outcome}}<p><strong>{{outcome}}</strong>{{#next}} ({{next}}){{/next}}</p>{{/outcome}}
{{#conclusion}}<p class="words">{{conclusion}}</p>{{/conclusion}}
{{#has_points}}<ol>{{#points}}<li value="{{number}}">{{words}}{{#put_off}} <strong>{{put_off}}</strong>{{/put_off}}</li>{{/points}}</ol>{{/has_points}}
{{#has_against}}<h4>{{word.against}}</h4>
<ul>{{#against}}<li>{{of}}: {{said}}</li>{{/against}}</ul>{{/has_against}}
{{#has_reservations}}<h4>{{word.reservations}}</h4>
<ul>{{#reservations}}<li>{{of}}: {{said}}</li>{{/reservations}}</ul>{{/has_reservations}}
{{#has_remarks}}<h4>{{word.remarks}}</h4>
<ul>{{#remarks}}<li>{{of}}: {{said}}</li>{{/remarks}}</ul>{{/has_remarks}}
</section>
{{/items}}
{{#has_follow_ups}}<h2>{{word.follow_up_points}}</h2>
<table>
<thead><tr><th>{{word.what}}</th><th>{{word.responsible}}</th><th>{{word.settle_by}}</th></tr></thead>
<tbody>{{#follow_ups}}<tr><td>{{what}}</td><td>{{whose}}</td><td>{{by_day}}</td></tr>{{/follow_ups}}</tbody>
</table>{{/has_follow_ups}}
)html";

} // namespace saksgang::meeting_workflow
