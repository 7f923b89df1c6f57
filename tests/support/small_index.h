// A package index of made-up projects, served on loopback: pages as JSON, METADATA beside the wheels.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/support/test_server.h"

namespace whip::test {

struct ReleaseOf {
  std::string version;
  std::vector<std::string> needs = {};
  std::string requires_python = {};
  bool yanked = false;
  bool only_source = false;
};
using World = std::map<std::string, std::vector<ReleaseOf>>;

inline ServerReply serve(const World& world, const ServerRequest& request) {
  if (request.path.ends_with(".metadata")) {
    const std::string file = request.path.substr(request.path.rfind('/') + 1);
    const std::size_t dash = file.find('-');
    const std::string name = file.substr(0, dash);
    const std::string version = file.substr(dash + 1, file.find('-', dash + 1) - dash - 1);
    for (const ReleaseOf& release : world.at(name)) {
      if (release.version != version) continue;
      std::string text = "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n";
      for (const std::string& need : release.needs) text += "Requires-Dist: " + need + "\n";
      return {.body = text};
    }
    return {.status = 404};
  }
  const std::string name = request.path.substr(1, request.path.size() - 2);
  if (!world.contains(name)) return {.status = 404};
  std::string files;
  for (const ReleaseOf& release : world.at(name)) {
    const std::string file = name + "-" + release.version + (release.only_source ? ".tar.gz" : "-py3-none-any.whl");
    if (!files.empty()) files += ",";
    files.append("{\"filename\":\"").append(file).append("\",\"url\":\"/files/").append(file);
    files.append("\",\"hashes\":{\"sha256\":\"")
        .append(64, 'a')
        .append("\"},\"requires-python\":\"")
        .append(release.requires_python);
    files.append("\",\"yanked\":").append(release.yanked ? "true" : "false").append(",\"core-metadata\":true}");
  }
  return {.body = R"({"meta":{"api-version":"1.0"},"files":[)" + files + "]}",
          .headers = {"Content-Type: application/vnd.pypi.simple.v1+json"}};
}

}  // namespace whip::test
