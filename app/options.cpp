#include "app/options.h"

#include "core/error.h"

#include <charconv>
#include <string>

namespace gauge::cli {
namespace {

void addParameter(CLI::App& app, Parameters& p, const ParameterInfo& info)
{
    const std::string flag = std::string("--") + info.name;
    if (info.kind == ParameterInfo::Kind::Flag) {
        app.add_flag_callback(flag, [&p, &info] { setParameter(p, info, "true"); }, info.help);
        return;
    }
    const auto set = [&p, &info](const CLI::results_t& values) {
        setParameter(p, info, values.back());
        return true;
    };
    app.add_option(flag, set, info.help)
        ->default_str(parameterText(Parameters{}, info))
        ->expected(1)
        ->take_last()
        ->type_name(info.unit[0] == '\0' ? "VALUE" : info.unit);
}

}  // namespace

void addParameters(CLI::App& app, Parameters& parameters, unsigned commands)
{
    for (const ParameterInfo& info : parameterTable())
        if ((info.commands & commands & ~kFileOnly) != 0 && ((info.commands & kFileOnly) & ~commands) == 0)
            addParameter(app, parameters, info);
}

void addReading(CLI::App& app, Reading& reading)
{
    app.add_option(
           "--frames", reading.frames,
           "a table (.csv) of frame coordinates phi_0, … beside one of means; rows are matched by token_id where both "
           "have it, otherwise by order")
        ->type_name("FILE");
    app.add_option("--group", reading.group,
                   "what the columns phi_… of a table turn by: gl(10)*6 (row by row, head after head), or so3:1+3+5")
        ->type_name("GROUP");
    const auto variance = [&reading](const CLI::results_t& values) {
        const std::string& text = values.back();
        double value = 0;
        const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (status != std::errc() || end != text.data() + text.size())
            fail("--sigma: expected a variance above 0, found '{}'", text);
        reading.sigma = value;
        return true;
    };
    app.add_option("--sigma", variance, "the variance of every component, where IN has no covariances (a table: 1)")
        ->expected(1)
        ->type_name("VARIANCE");
}

}  // namespace gauge::cli
