# The screens, built from api/web and embedded in the program: `saksgang_embeds_pages(TARGET)`.
option(SAKSGANG_PAGES "Build the screens (api/web, with Node.js and npm) into the program" ON)

function(saksgang_embeds_pages target)
  set(web ${CMAKE_SOURCE_DIR}/api/web)
  set(built ${CMAKE_BINARY_DIR}/pages)
  set(table ${CMAKE_BINARY_DIR}/embedded_pages.cpp)
  set(embed ${CMAKE_COMMAND} -DFOLDER=${built} -DTABLE=${table} -P ${CMAKE_SOURCE_DIR}/api/cmake/embed.cmake)
  if(SAKSGANG_PAGES)
    find_program(SAKSGANG_NODE node)
    find_program(SAKSGANG_NPM npm)
    if(NOT SAKSGANG_NODE OR NOT SAKSGANG_NPM)
      message(FATAL_ERROR "The screens are built with Node.js and npm, which are not here: install them, or build "
                          "without screens (./dev run --api-only; -DSAKSGANG_PAGES=OFF).")
    endif()
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${web}/src/*.ts ${web}/src/*.tsx ${web}/src/*.css ${web}/theme/*)
    list(FILTER sources EXCLUDE REGEX "schema\\.d\\.ts$") # generated, of types alone
    add_custom_command(
      OUTPUT ${table}
      COMMAND ${CMAKE_COMMAND} -DNPM=${SAKSGANG_NPM} -DWEB=${web} -P ${CMAKE_SOURCE_DIR}/api/cmake/npm_ci.cmake
      COMMAND ${SAKSGANG_NODE} build.mjs ${built}
      COMMAND ${embed}
      WORKING_DIRECTORY ${web}
      DEPENDS ${sources} ${web}/build.mjs ${web}/index.html ${web}/package.json ${web}/package-lock.json
              ${CMAKE_SOURCE_DIR}/api/openapi.json ${CMAKE_SOURCE_DIR}/api/cmake/npm_ci.cmake
              ${CMAKE_SOURCE_DIR}/api/cmake/embed.cmake
      COMMENT "The screens"
      VERBATIM)
  else()
    add_custom_command(
      OUTPUT ${table}
      COMMAND ${CMAKE_COMMAND} -E rm -rf ${built}
      COMMAND ${embed}
      DEPENDS ${CMAKE_SOURCE_DIR}/api/cmake/embed.cmake
      COMMENT "No screens"
      VERBATIM)
  endif()
  target_sources(${target} PRIVATE ${table})
endfunction()
