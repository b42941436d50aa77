// lesson: plays lessons and says what does not hold.
#include "app/cli.h"
#include "core/error.h"
#include "core/lesson/check.h"

#include <iostream>

namespace gauge::cli {
namespace {

std::string counted(std::size_t number, const char* what)
{
    return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

void praise(const std::string& path, const lesson::Lesson& played)
{
    std::size_t predictions = 0;
    std::size_t tasks = 0;
    for (const lesson::Step& step : played.steps) {
        predictions += step.answers.empty() ? 0 : 1;
        tasks += step.check ? 1 : 0;
    }
    fmt::print("{}: {}, {}, {}: all of it holds\n", path, counted(played.steps.size(), "step"),
               counted(predictions, "prediction"), counted(tasks, "task"));
}

/// What does not hold, a line a step; one line for a lesson that cannot be read.
std::vector<std::string> faultsIn(const Arguments& arguments, const std::string& path)
{
    std::vector<std::string> lines;
    try {
        const lesson::Lesson played = lesson::readLesson(path);
        for (const lesson::Fault& fault :
             lesson::faultsOf(played, arguments.backends, lesson::besideLesson(played), {arguments.control.stop, {}}))
            lines.push_back(fmt::format("{}: step {}: {}", path, fault.step + 1, fault.words));
        if (lines.empty())
            praise(path, played);
    } catch (const Error& e) {
        lines.emplace_back(e.what());
    }
    return lines;
}

/// A lesson that fails does not keep the others from being played.
void run(const Arguments& arguments, const std::vector<std::string>& paths)
{
    std::vector<std::string> lines;
    for (const std::string& path : paths)
        for (std::string& line : faultsIn(arguments, path))
            lines.push_back(std::move(line));
    if (lines.empty())
        return;
    for (std::size_t k = 0; k + 1 < lines.size(); ++k)
        std::cerr << "gaugescope-cli: " << Error(lines[k]).what() << '\n';
    fail("{}", lines.back());
}

}  // namespace

void addLesson(CLI::App& app, Arguments& arguments)
{
    CLI::App* command = app.add_subcommand("lesson", "play lessons without a window");
    const auto paths = std::make_shared<std::vector<std::string>>();
    const auto checked = std::make_shared<bool>(false);
    command->add_option("FILE", *paths, "lessons (.json, docs/lessons.md)")->required();
    command->add_flag("--check", *checked,
                      "play all but what is visible: a line for each step that does not hold, and exit code 2");
    command->callback([&arguments, paths, checked] {
        if (!*checked)
            fail("lesson: expected --check; `gaugescope lesson FILE` opens one in a window");
        run(arguments, *paths);
    });
}

}  // namespace gauge::cli
