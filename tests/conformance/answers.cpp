#include "tests/conformance/answers.h"

#include "app/cli.h"
#include "tests/support/cli.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fstream>

namespace gauge::test {
namespace {

std::string faultOf(const NpyArray& found, const NpyArray& expected, double tolerance)
{
    if (found.shape != expected.shape)
        return fmt::format("expected the shape {}, found {}", fmt::join(expected.shape, "×"), fmt::join(found.shape, "×"));
    double scale = 1;
    for (const double v : expected.numbers)
        scale = std::max(scale, std::abs(v));
    std::size_t worst = 0;
    double most = -1;
    for (std::size_t i = 0; i < expected.numbers.size(); ++i) {
        const double difference = std::abs(found.numbers[i] - expected.numbers[i]);
        if (!(difference <= most)) {
            worst = i;
            most = difference;
        }
        if (std::isnan(difference))
            break;
    }
    if (most <= tolerance * scale)
        return {};
    return fmt::format("entry {}: expected {:.12g} within {:.1e}, found {:.12g}", worst, expected.numbers[worst],
                       tolerance * scale, found.numbers[worst]);
}

}  // namespace

std::vector<ConformanceCase> conformanceCases(const std::string& folder)
{
    const std::string path = folder + "/manifest.json";
    std::ifstream in(path);
    if (!in)
        fail("{}: expected the manifest of conformance cases, found none", path);
    std::vector<ConformanceCase> result;
    for (const auto& item : nlohmann::json::parse(in))
        result.push_back({item.at("name"), item.at("command"), item.at("options"), item.at("relative_tolerance")});
    return result;
}

std::vector<std::string> conformanceWords(const std::string& folder, const ConformanceCase& c)
{
    std::vector<std::string> words{c.command, folder + "/" + c.name + ".in.npz"};
    words.insert(words.end(), c.options.begin(), c.options.end());
    return words;
}

std::vector<std::string> conformanceFaults(const std::string& folder, const ConformanceCase& c, const NpzArrays& found)
{
    std::vector<std::string> faults;
    for (const auto& [name, expected] : readNpz(folder + "/" + c.name + ".expect.npz")) {
        const auto array = found.find(name);
        const std::string fault =
            array == found.end() ? "expected an array, found none" : faultOf(array->second, expected, c.tolerance);
        if (!fault.empty())
            faults.push_back(fmt::format("{}: {}", name, fault));
    }
    return faults;
}

NpzArrays conformanceRun(const std::string& folder, const ConformanceCase& c, const BackendFactory& backends)
{
    const TemporaryFolder temporary;
    const std::string output = temporary.file("out.npz");
    cli::Arguments arguments;
    arguments.backends = backends;
    CLI::App app;
    cli::addAttend(app, arguments);
    cli::addEvolve(app, arguments);
    cli::addGradient(app, arguments);
    cli::addCondense(app, arguments);
    cli::addHolonomy(app, arguments);
    std::vector<std::string> words = conformanceWords(folder, c);
    words.insert(words.end(), {"-o", output});
    try {
        app.parse(std::vector<std::string>(words.rbegin(), words.rend()));  // as CLI11 takes them: the last first
    } catch (const CLI::Error& e) {
        throw Error(e.what());
    }
    return readNpz(output);
}

}  // namespace gauge::test
