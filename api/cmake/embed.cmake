# cmake -DFOLDER=... -DTABLE=... -P embed.cmake: a C++ file that holds every file of FOLDER's manifest.json, or none
# where there is no such folder.
set(bytes "")
set(rows "")
set(number 0)

function(embed file out)
  if(NOT EXISTS ${file})
    set(${out} "{}" PARENT_SCOPE)
    return()
  endif()
  set(name "saksgang_page_${number}")
  math(EXPR number "${number} + 1")
  set(number ${number} PARENT_SCOPE)
  set(bytes "${bytes}EMBED(${name}, \"${file}\")\n" PARENT_SCOPE)
  set(${out} "bytes(${name}, ${name}_end)" PARENT_SCOPE)
endfunction()

if(EXISTS ${FOLDER}/manifest.json)
  file(READ ${FOLDER}/manifest.json manifest)
  string(JSON length LENGTH "${manifest}")
  math(EXPR last "${length} - 1")
  foreach(i RANGE ${last})
    foreach(key path type sha256 forever)
      string(JSON ${key} GET "${manifest}" ${i} ${key})
    endforeach()
    if(forever)
      set(kept true)
    else()
      set(kept false)
    endif()
    embed(${FOLDER}/${path} plain)
    embed(${FOLDER}/${path}.gz gzip)
    embed(${FOLDER}/${path}.br brotli)
    string(APPEND rows "    {\"${path}\", \"${type}\", \"${sha256}\", ${kept}, ${plain}, ${gzip}, ${brotli}},\n")
  endforeach()
endif()

file(WRITE ${TABLE} "// Written by api/cmake/embed.cmake.
#include <vector>

#include \"api/pages.hpp\"

#define EMBED(name, file)                                                                        \\
    asm(\".pushsection .rodata\\n.global \" #name \"\\n.global \" #name \"_end\\n.balign 16\\n\" #name \\
        \":\\n.incbin \\\"\" file \"\\\"\\n\" #name \"_end:\\n.popsection\");                             \\
    extern \"C\" char const name[], name##_end[];

${bytes}
namespace saksgang::api {

std::span<page const> embedded_pages() {
    [[maybe_unused]] auto const bytes = [](char const* from, char const* to) {
        return std::string_view(from, static_cast<std::size_t>(to - from));
    };
    static std::vector<page> const all{
${rows}    };
    return all;
}

} // namespace saksgang::api
")
