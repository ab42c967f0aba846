#include "proof/tell.h"

#include "plain.h"
#include "proof/repair.h"

namespace leadwright::proof {
namespace {

Report small_report() {
  Report report;
  Finding f;
  f.kind = Kind::shadowed;
  f.severity = Severity::error;
  f.rule = "small";
  f.by = {"big"};
  f.witness = Witness{{{"id", "witness"}, {"city", "Rome"}, {"title", std::nullopt}}};
  f.leads = 3;
  f.message = "rule `small` never decides";
  f.pointer = "/rules/1";
  f.patch = R"([{"op": "remove", "path": "/rules/1"}])";
  f.patch_says = "remove rule `small`: no decision changes";
  report.findings.push_back(f);
  return report;
}

TEST(Tell, JsonHasTheKeysOfTheContractInTheirOrder) {
  const std::string text = to_json(small_report());
  const Result<json::Value> read = json::read("check.json", text);
  ASSERT_TRUE(read.ok());
  std::vector<std::string> keys;
  for (const auto& [key, unused] : read.value().find("findings")->items[0].members) keys.push_back(key);
  EXPECT_EQ(keys, (std::vector<std::string>{"kind", "severity", "rule", "by", "witness", "leads", "exact", "message", "pointer",
                                            "patch_says", "patch"}));
  EXPECT_TRUE(read.value().find("findings")->items[0].find("witness")->find("title")->is(json::Kind::null));
}

TEST(Tell, TextIsWrappedToTheWidth) {
  EXPECT_EQ(to_text(small_report(), 40),
            "error shadowed: rule `small` never\ndecides\n  witness: city \"Rome\", title blank\n  3 leads of the file\n"
            "  at /rules/1\n  repair: remove rule `small`: no\n  decision changes\n"
            "1 error, 0 warnings, 0 infos; decided for every possible lead\n");
}

TEST(Tell, AnnotationsNameTheLineAndEscapeWhatTheyMust) {
  const Result<json::Value> document = json::read("p.json", "{\"rules\": [{},\n  {}]}");
  Report report = small_report();
  report.findings[0].message = "50% of\nall, or: none";
  EXPECT_EQ(to_github(report, "a:b,c.json", document.value()),
            "::error file=a%3Ab%2Cc.json,line=2,title=shadowed::50%25 of%0Aall, or: none%0Awitness: city \"Rome\", title blank"
            "%0Arepair: remove rule `small`: no decision changes\n");
}

TEST(Repair, APatchIsAppliedAsRfc6902Says) {
  const auto patched = [](const std::vector<Edit>& edits) {
    json::Value document = json::read("d", R"({"a": [1, 2, 3], "b~/": {"c": 4}})").value();
    return apply_patch(document, edits) ? json::canonical(document) : std::string("refused");
  };
  EXPECT_EQ(patched({{"move", "/a/0", "/a/2", ""}}), R"({"a":[3,1,2],"b~/":{"c":4}})");
  EXPECT_EQ(patched({{"add", "/a/-", "", "9"}}), R"({"a":[1,2,3,9],"b~/":{"c":4}})");
  EXPECT_EQ(patched({{"replace", "/b~0~1/c", "", "[]"}}), R"({"a":[1,2,3],"b~/":{"c":[]}})");
  EXPECT_EQ(patched({{"remove", "/a/1", "", ""}}), R"({"a":[1,3],"b~/":{"c":4}})");
  EXPECT_EQ(patched({{"remove", "/a/7", "", ""}}), "refused");
}

}  // namespace
}  // namespace leadwright::proof
