# Puts the generated grammar into core/syntax/grammar/generated: a copy of WHIP_GRAMMAR_DIR where that is given, else made with cargo.
# CMakeLists.txt includes this when a source distribution is packed, and uses that folder where it is there.

set(package "${CMAKE_CURRENT_LIST_DIR}")
set(generated "${package}/generated")
file(REMOVE_RECURSE "${generated}")
if(WHIP_GRAMMAR_DIR)
  file(COPY "${WHIP_GRAMMAR_DIR}/" DESTINATION "${generated}")
  return()
endif()

find_program(WHIP_CARGO NAMES cargo cargo-web HINTS /usr/lib/rust-web/bin /usr/lib/rust-1.96/bin REQUIRED)
set(work "${CMAKE_BINARY_DIR}/grammar")
file(MAKE_DIRECTORY "${work}" "${generated}/python" "${generated}/tree_sitter/include" "${generated}/tree_sitter/src")
execute_process(
  COMMAND "${WHIP_CARGO}" vendor --quiet --locked --versioned-dirs --manifest-path "${package}/Cargo.toml" "${work}/vendor"
  WORKING_DIRECTORY "${package}"
  OUTPUT_FILE "${work}/config.toml" COMMAND_ERROR_IS_FATAL ANY)
execute_process(
  COMMAND "${CMAKE_COMMAND}" -E env RUSTFLAGS= "${WHIP_CARGO}" --config "${work}/config.toml" run --quiet --release --locked --offline
          --manifest-path "${package}/Cargo.toml" --target-dir "${work}/target" --
          "${work}/vendor/tree-sitter-python-0.25.0" "${work}/vendor/tree-sitter-0.25.10" "${generated}"
  WORKING_DIRECTORY "${package}"
  COMMAND_ERROR_IS_FATAL ANY)
