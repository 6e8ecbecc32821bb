# cmake -DNPM=... -DWEB=... -P npm_ci.cmake: installs what package-lock.json names, unless that very list is installed.
file(SHA256 ${WEB}/package-lock.json wanted)
set(stamp ${WEB}/node_modules/.installed)
if(EXISTS ${stamp})
  file(READ ${stamp} installed)
  if(installed STREQUAL wanted)
    return()
  endif()
endif()
execute_process(
  COMMAND ${NPM} ci --ignore-scripts --omit=dev --no-audit --no-fund --loglevel=error
  WORKING_DIRECTORY ${WEB}
  RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "The npm registry gave not what the screens are built with: try again, or build without screens "
                      "(./dev run --api-only; -DSAKSGANG_PAGES=OFF).")
endif()
file(WRITE ${stamp} ${wanted})
