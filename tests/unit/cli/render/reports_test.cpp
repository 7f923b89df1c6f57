// The formats that other programs read.
#include <gtest/gtest.h>

#include "tests/unit/cli/render/rendered.h"

namespace whip::render {
namespace {

using test::add_unused_import;
using test::Files;
using test::kF401;
using test::kF811;

TEST(Json, HasRuffsFieldsInRuffsOrder) {
  Files files;
  Files::File& file = files.add("a.py", "import os\n");
  add_unused_import(file);
  file.facts = {{.noqa_line = 1, .fingerprint = {}}};
  EXPECT_EQ(files.as(Format::json), R"([
  {
    "cell": null,
    "code": "F401",
    "end_location": {
      "column": 10,
      "row": 1
    },
    "filename": "/project/a.py",
    "fix": {
      "applicability": "safe",
      "edits": [
        {
          "content": "",
          "end_location": {
            "column": 1,
            "row": 2
          },
          "location": {
            "column": 1,
            "row": 1
          }
        }
      ],
      "message": "Remove unused import: `os`"
    },
    "location": {
      "column": 8,
      "row": 1
    },
    "message": "`os` imported but unused",
    "name": "unused-import",
    "noqa_row": 1,
    "severity": "error",
    "url": "https://docs.astral.sh/ruff/rules/unused-import"
  }
])");
}

TEST(Json, IsAnEmptyArrayWithoutFindings) {
  Files files;
  EXPECT_EQ(files.whole(Format::json), "[]");
}

TEST(JsonLines, HasOneObjectALineAndNullsForSyntaxErrors) {
  Files files;
  files.add("b.py", "(\n").add(RuleId::invalid_syntax, Span{2, 2}, "unexpected EOF while parsing");
  EXPECT_EQ(
      files.as(Format::json_lines),
      R"({"cell":null,"code":"invalid-syntax","end_location":{"column":1,"row":2},"filename":"/project/b.py","fix":null,)"
      R"("location":{"column":1,"row":2},"message":"unexpected EOF while parsing","name":"invalid-syntax","noqa_row":null,)"
      R"("severity":"error","url":null})"
      "\n");
}

TEST(JsonLines, EndsEditsInsideTheirCell) {
  Files files;
  Files::File& file = files.add("n.ipynb", "x = 1\nimport os\ny = 2\n");
  file.cells = {{2, 0}, {3, 2}};
  add_unused_import(file);
  file.facts = {{.noqa_line = 2, .fingerprint = {}}};
  const std::string text = files.as(Format::json_lines);
  EXPECT_NE(text.find(R"("cell":2,)"), std::string::npos) << text;
  EXPECT_NE(
      text.find(R"("edits":[{"content":"","end_location":{"column":10,"row":2},"location":{"column":1,"row":2}}])"),
      std::string::npos)
      << text;
}

TEST(Gitlab, HasPathsAndFingerprints) {
  Files files;
  Files::File& file = files.add("a.py", "import os\n");
  add_unused_import(file);
  file.facts = {{.noqa_line = 1, .fingerprint = {0x0123456789abcdef, 0xfedcba9876543210}}};
  EXPECT_EQ(files.as(Format::gitlab), R"([
  {
    "check_name": "F401",
    "description": "F401: `os` imported but unused",
    "severity": "major",
    "fingerprint": "0123456789abcdeffedcba9876543210",
    "location": {
      "path": "a.py",
      "positions": {
        "begin": {
          "line": 1,
          "column": 8
        },
        "end": {
          "line": 1,
          "column": 10
        }
      }
    }
  }
])");
  files.options.gitlab_project = "/project/sub";
  EXPECT_NE(files.as(Format::gitlab).find(R"("path": "../a.py")"), std::string::npos);
  files.options.gitlab_project = "/";
  EXPECT_NE(files.as(Format::gitlab).find(R"("path": "project/a.py")"), std::string::npos);
}

TEST(Rdjson, HasSuggestions) {
  Files files;
  add_unused_import(files.add("a.py", "import os\n"));
  EXPECT_EQ(files.as(Format::rdjson), R"({
  "diagnostics": [
    {
      "code": {
        "url": "https://docs.astral.sh/ruff/rules/unused-import",
        "value": "F401"
      },
      "location": {
        "path": "/project/a.py",
        "range": {
          "end": {
            "column": 10,
            "line": 1
          },
          "start": {
            "column": 8,
            "line": 1
          }
        }
      },
      "message": "`os` imported but unused",
      "suggestions": [
        {
          "range": {
            "end": {
              "column": 1,
              "line": 2
            },
            "start": {
              "column": 1,
              "line": 1
            }
          },
          "text": ""
        }
      ]
    }
  ],
  "severity": "WARNING",
  "source": {
    "name": "whip"
  }
})");
}

TEST(Junit, IsASuiteAFile) {
  Files files;
  files.add("pkg/a.py", "x < 1\n").add(kF401, "x", "`x` <is> \"unused\" & 'odd'\x01");
  EXPECT_EQ(files.as(Format::junit), R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="whip" tests="1" failures="1" errors="0">
    <testsuite name="/project/pkg/a.py" tests="1" skipped="0" errors="0" failures="1" package="org.whip">
        <testcase name="org.whip.F401" classname="/project/pkg/a">
            <failure message="`x` &lt;is&gt; &quot;unused&quot; &amp; &apos;odd&apos;">line 1, col 1, `x` &lt;is&gt; &quot;unused&quot; &amp; &apos;odd&apos;</failure>
        </testcase>
    </testsuite>
</testsuites>
)");
}

TEST(Junit, ReportsOnePassedTestWithoutFindings) {
  Files files;
  files.add("a.py", "");
  EXPECT_EQ(files.as(Format::junit), R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="whip" tests="1" failures="0" errors="0">
    <testsuite name="whip" tests="1" skipped="0" errors="0" failures="0" package="org.whip">
        <testcase name="No errors found" classname="whip"/>
    </testsuite>
</testsuites>
)");
}

TEST(Sarif, NamesRulesPathsFingerprintsAndSecondPlaces) {
  Files files;
  Files::File& file = files.add("src/a b.py", "import os\n");
  Diagnostic& finding = add_unused_import(file);
  finding.notes.push_back({{0, 6}, "imported here"});
  file.facts = {{.noqa_line = 1, .fingerprint = {1, 2}}};
  EXPECT_EQ(files.as(Format::sarif), R"({
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "runs": [
    {
      "columnKind": "unicodeCodePoints",
      "originalUriBaseIds": {
        "SRCROOT": {
          "uri": "file:///project/"
        }
      },
      "results": [
        {
          "fixes": [
            {
              "artifactChanges": [
                {
                  "artifactLocation": {
                    "uri": "src/a%20b.py",
                    "uriBaseId": "SRCROOT"
                  },
                  "replacements": [
                    {
                      "deletedRegion": {
                        "endColumn": 1,
                        "endLine": 2,
                        "startColumn": 1,
                        "startLine": 1
                      }
                    }
                  ]
                }
              ],
              "description": {
                "text": "Remove unused import: `os`"
              }
            }
          ],
          "level": "error",
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "src/a%20b.py",
                  "uriBaseId": "SRCROOT"
                },
                "region": {
                  "endColumn": 10,
                  "endLine": 1,
                  "startColumn": 8,
                  "startLine": 1
                }
              }
            }
          ],
          "message": {
            "text": "`os` imported but unused"
          },
          "partialFingerprints": {
            "whipFingerprint/v1": "00000000000000010000000000000002"
          },
          "relatedLocations": [
            {
              "message": {
                "text": "imported here"
              },
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "src/a%20b.py",
                  "uriBaseId": "SRCROOT"
                },
                "region": {
                  "endColumn": 7,
                  "endLine": 1,
                  "startColumn": 1,
                  "startLine": 1
                }
              }
            }
          ],
          "ruleId": "F401",
          "ruleIndex": 0
        }
      ],
      "tool": {
        "driver": {
          "name": "whip",
          "rules": [
            {
              "defaultConfiguration": {
                "enabled": true,
                "level": "error"
              },
              "fullDescription": {
                "text": "An import that nothing uses costs time. See `os.path`."
              },
              "help": {
                "markdown": "An import that nothing uses costs time. See `os.path`.\n\n```py bad\nimport os\n```",
                "text": "An import that nothing uses costs time. See `os.path`.\n\n```py bad\nimport os\n```"
              },
              "helpUri": "https://docs.astral.sh/ruff/rules/unused-import",
              "id": "F401",
              "name": "UnusedImport",
              "properties": {
                "id": "F401",
                "kind": "pyflakes",
                "name": "unused-import",
                "problem.severity": "error"
              },
              "shortDescription": {
                "text": "An import that nothing uses costs time."
              }
            }
          ],
          "version": "9.9"
        }
      }
    }
  ],
  "version": "2.1.0"
})");
}

TEST(Sarif, HasAnEntryForSyntaxErrorsAndPointsResultsAtTheirRules) {
  Files files;
  Files::File& file = files.add("a.py", "x\n");
  file.add(RuleId::invalid_syntax, "x", "m");
  file.add(kF811, "x", "m");
  file.add(kF401, "x", "m");
  const std::string text = files.as(Format::sarif);
  const std::size_t f401 = text.find("\"id\": \"F401\"");
  const std::size_t f811 = text.find("\"id\": \"F811\"");
  const std::size_t syntax = text.find("\"id\": \"invalid-syntax\"");
  EXPECT_LT(f401, f811);
  EXPECT_LT(f811, syntax);
  ASSERT_NE(syntax, std::string::npos);
  EXPECT_NE(text.find("\"ruleId\": \"invalid-syntax\",\n          \"ruleIndex\": 2"), std::string::npos) << text;
  EXPECT_NE(text.find("\"ruleId\": \"F811\",\n          \"ruleIndex\": 1"), std::string::npos);
}

TEST(Sarif, KeepsPathsOutsideTheWorkingDirectoryAbsolute) {
  Files files;
  Files::File& file = files.add("a.py", "x\n");
  file.path = "/elsewhere/a.py";
  file.add(kF401, "x", "m");
  EXPECT_NE(files.as(Format::sarif).find("\"uri\": \"file:///elsewhere/a.py\"\n"), std::string::npos);
}

}  // namespace
}  // namespace whip::render
