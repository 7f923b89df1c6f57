#include "rules/shared/stdlib_modules.h"

#include <gtest/gtest.h>

namespace whip::rules {
namespace {

constexpr PythonVersion kAll[] = {PythonVersion::py37,  PythonVersion::py38,  PythonVersion::py39,
                                  PythonVersion::py310, PythonVersion::py311, PythonVersion::py312,
                                  PythonVersion::py313, PythonVersion::py314, PythonVersion::py315};

TEST(StdlibModules, WhatWasAlwaysThereIsThereInEveryVersion) {
  for (const PythonVersion version : kAll) {
    for (const char* name : {"os", "sys", "asyncio", "xml", "zlib", "_thread", "this"}) {
      EXPECT_TRUE(is_stdlib_module(name, version)) << name << " " << dotted_name(version);
    }
  }
}

TEST(StdlibModules, AModuleBeginsWithItsVersion) {
  EXPECT_FALSE(is_stdlib_module("tomllib", PythonVersion::py310));
  EXPECT_TRUE(is_stdlib_module("tomllib", PythonVersion::py311));
  EXPECT_FALSE(is_stdlib_module("zoneinfo", PythonVersion::py38));
  EXPECT_TRUE(is_stdlib_module("zoneinfo", PythonVersion::py39));
  EXPECT_FALSE(is_stdlib_module("annotationlib", PythonVersion::py313));
  EXPECT_TRUE(is_stdlib_module("annotationlib", PythonVersion::py314));
  EXPECT_TRUE(is_stdlib_module("profiling", PythonVersion::py315));
}

TEST(StdlibModules, AModuleEndsWithItsLastVersion) {
  EXPECT_TRUE(is_stdlib_module("distutils", PythonVersion::py311));
  EXPECT_FALSE(is_stdlib_module("distutils", PythonVersion::py312));
  EXPECT_TRUE(is_stdlib_module("cgi", PythonVersion::py312));
  EXPECT_FALSE(is_stdlib_module("cgi", PythonVersion::py313));
  EXPECT_TRUE(is_stdlib_module("macpath", PythonVersion::py37));
  EXPECT_FALSE(is_stdlib_module("macpath", PythonVersion::py38));
}

TEST(StdlibModules, NothingElseIsOne) {
  for (const PythonVersion version : kAll) {
    for (const char* name : {"", "o", "oss", "os.path", "numpy", "__future__", "Os"}) {
      EXPECT_FALSE(is_stdlib_module(name, version)) << name << " " << dotted_name(version);
    }
  }
}

}  // namespace
}  // namespace whip::rules
