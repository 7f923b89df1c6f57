// One function per format, each in its own file; render.cpp has the table.
#pragma once

#include <string>

#include "cli/render/render.h"

namespace whip::render {

void write_concise(const Run& run, std::string& out);
void write_full(const Run& run, std::string& out);
void write_json(const Run& run, std::string& out);
void write_json_lines(const Run& run, std::string& out);
void write_junit(const Run& run, std::string& out);
void write_grouped(const Run& run, std::string& out);
void write_github(const Run& run, std::string& out);
void write_gitlab(const Run& run, std::string& out);
void write_pylint(const Run& run, std::string& out);
void write_rdjson(const Run& run, std::string& out);
void write_azure(const Run& run, std::string& out);
void write_sarif(const Run& run, std::string& out);
void write_agent(const Run& run, std::string& out);
// --explain, for formats that people read: a paragraph for each rule that was broken.
void write_explanations(const Run& run, std::string& out);

}  // namespace whip::render
