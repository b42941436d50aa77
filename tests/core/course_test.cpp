// The program's own lessons keep what they promise.
#include "core/lesson/check.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>

namespace gauge::lesson {
namespace {

class Course : public ::testing::TestWithParam<std::string> {};

TEST_P(Course, HoldsInEveryStep)
{
    const Lesson lesson = readLesson(GAUGESCOPE_SOURCE "/resources/lessons/" + GetParam() + ".json");
    for (const Fault& fault : faultsOf(lesson, processorBackends(), besideLesson(lesson)))
        ADD_FAILURE() << "step " << fault.step + 1 << ": " << fault.words;
    EXPECT_GE(lesson.minutes, 5);
    EXPECT_LE(lesson.minutes, 8);
    EXPECT_FALSE(lesson.about.empty());
    const auto& steps = lesson.steps;
    EXPECT_TRUE(std::any_of(steps.begin(), steps.end(), [](const Step& s) { return !s.answers.empty(); }));
    EXPECT_TRUE(std::any_of(steps.begin(), steps.end(), [](const Step& s) { return s.check.has_value(); }));
}

std::vector<std::string> lessonNames()
{
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(GAUGESCOPE_SOURCE "/resources/lessons"))
        if (entry.path().extension() == ".json")
            names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

INSTANTIATE_TEST_SUITE_P(Lessons, Course, ::testing::ValuesIn(lessonNames()), [](const auto& one) {
    std::string name = one.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return "n" + name;
});

TEST(CourseFiles, AreThirteen)
{
    EXPECT_EQ(lessonNames().size(), 13U);
}

}  // namespace
}  // namespace gauge::lesson
