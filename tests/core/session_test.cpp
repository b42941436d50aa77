// Sessions come back as they were, newer keys are kept, and what is wrong is said in a line.
#include "core/error.h"
#include "core/io/json.h"
#include "core/io/npz.h"
#include "core/pipeline/session.h"
#include "tests/support/cli.h"
#include "tests/support/message.h"
#include "tests/support/random_state.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace gauge {
namespace {

using test::messageOf;

Session example()
{
    Session s;
    s.run.state = std::make_shared<const State>(stateFromArrays(test::categorisedArrays({1, 2}, 7, 3), "seven"));
    s.run.parameters.attention.kappa = 2.5;
    s.run.parameters.attention.mask = {Mask::Kind::Window, 3, true};
    s.run.parameters.text.irrepHeads = true;
    s.run.layer = 2;
    s.run.earlier = {{Parameters{}, 1}};
    s.path = "/somewhere/seven.npz";
    s.pinned.push_back({"first", s.run});
    s.pinned.push_back({"typed", {}});
    s.pinned[1].run.text = "red \"wine\"\nand bread";
    s.reference = 1;
    s.window["views"]["attention"]["head"] = 1;
    return s;
}

TEST(Sessions, SaveLoadSaveGivesTheSameBytes)
{
    const std::string once = encodeSession(example());
    const Session back = decodeSession(once, "memory");
    EXPECT_EQ(encodeSession(back), once);
    EXPECT_EQ(back.run.parameters, example().run.parameters);
    EXPECT_EQ(back.run.state->tokens, example().run.state->tokens);
    EXPECT_EQ(back.pinned[0].run.state, back.run.state) << "one state is kept once";
    EXPECT_EQ(back.pinned[1].run.text, example().pinned[1].run.text);
    EXPECT_EQ(back.reference, 1);
}

TEST(Sessions, EveryParameterIsFoundAgain)
{
    for (const ParameterInfo& info : parameterTable()) {
        Session s;
        s.run.text = "a b";
        const std::string before = parameterText(s.run.parameters, info);
        std::string other = info.kind == ParameterInfo::Kind::Real    ? "0.75"
                            : info.kind == ParameterInfo::Kind::Whole ? "3"
                            : info.kind == ParameterInfo::Kind::Flag  ? "true"
                                                                      : info.choices.back();
        if (other.find('=') != std::string::npos)
            other = other.substr(0, other.find('=') + 1) + "3";
        setParameter(s.run.parameters, info, other);
        try {
            resolve(s.run.parameters);
        } catch (const Error&) {
            continue;  // needs another parameter too
        }
        const Session back = decodeSession(encodeSession(s), "memory");
        EXPECT_EQ(back.run.parameters, s.run.parameters) << info.name;
        EXPECT_NE(parameterText(back.run.parameters, info), before) << info.name;
    }
}

TEST(Sessions, KeysOfANewerVersionAreKeptAndNamed)
{
    SessionParts parts = sessionParts(example());
    parts.json["future"] = {{"a", 1}};
    parts.json["run"]["parameters"]["colour-of-money"] = "green";
    parts.json["run"]["mood"] = 3;
    parts.json["window"]["sounds"] = true;
    const Session back = sessionFrom(parts.json, parts.arrays);
    EXPECT_EQ(newerKeys(back), (std::vector<std::string>{"future", "run.mood", "run.parameters.colour-of-money"}));
    EXPECT_EQ(sessionParts(back).json, parts.json);
}

TEST(Sessions, AFolderIsReadToo)
{
    const test::TemporaryFolder folder;
    SessionParts parts = sessionParts(example());
    const std::filesystem::path path(folder.file("session"));
    std::filesystem::create_directory(path);
    std::ofstream(path / "session.json") << parts.json.dump();
    writeNpz((path / "state.npz").string(), {parts.arrays.begin(), parts.arrays.end()});
    EXPECT_TRUE(namesSession(path.string()));
    EXPECT_EQ(encodeSession(readSession(path.string())), encodeSession(example()));
}

TEST(Sessions, WhatIsWrongIsSaidInALine)
{
    const auto broken = [](const std::function<void(nlohmann::json&)>& change) {
        SessionParts parts = sessionParts(example());
        change(parts.json);
        return messageOf([&] { sessionFrom(parts.json, parts.arrays); });
    };
    EXPECT_NE(broken([](auto& j) { j["format"] = "x"; }).find("format: expected 'gaugescope-session', found \"x\""),
              std::string::npos);
    EXPECT_NE(broken([](auto& j) { j["run"]["parameters"]["kappa"] = -1; }).find("--kappa"), std::string::npos);
    EXPECT_NE(broken([](auto& j) { j["run"]["parameters"]["kappa"] = {1}; }).find("parameters.kappa"), std::string::npos);
    EXPECT_NE(broken([](auto& j) { j["run"]["layer"] = 1.5; }).find("run.layer"), std::string::npos);
    EXPECT_NE(broken([](auto& j) { j["run"]["state"]["arrays"] = "state-9"; }).find("'state-9'"), std::string::npos);
    EXPECT_NE(broken([](auto& j) { j["pinned"] = 3; }).find("pinned"), std::string::npos);
    EXPECT_NE(broken([](auto& j) { j["reference"] = 7; }).find("expected one of 2 pinned"), std::string::npos);
    EXPECT_NE(messageOf([] { decodeSession("not a zip", "f"); }).find("f: expected a zip archive"), std::string::npos);
    const std::string bytes = encodeSession(example());
    EXPECT_NE(messageOf([&] { decodeSession(bytes.substr(0, bytes.size() / 2), "f"); }), "no error");
    EXPECT_NE(messageOf([] { parseJson(std::string(100000, '['), "deep"); }).find("deep: expected at most 64"),
              std::string::npos);
}

}  // namespace
}  // namespace gauge
