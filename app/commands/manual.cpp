#include "app/cli.h"
#include "core/version.h"

namespace gauge::cli {
namespace {

/// Text in roff: hyphens that can be copied, backslashes that stay, no line taken for a request.
std::string roff(const std::string& text)
{
    std::string out;
    for (const char c : text) {
        if (c == '-' || c == '\\')
            out += c == '-' ? "\\-" : "\\e";
        else
            out += c;
    }
    return out.empty() || (out[0] != '.' && out[0] != '\'') ? out : "\\&" + out;
}

std::string commandList(const CLI::App& app)
{
    std::string list;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
        list += fmt::format(".TP\n.B {}\n{}\n", roff(command->get_name()), roff(command->get_description()));
    return list;
}

std::string optionList()
{
    std::string list;
    std::string section;
    const Parameters defaults;
    for (const ParameterInfo& info : parameterTable()) {
        if (section != info.section)
            list += fmt::format(".SS {}\n", roff(section = info.section));
        list += fmt::format(".TP\n.B \\-\\-{}\n{} Values: {}; {} otherwise.\n", roff(info.name), roff(info.help),
                            roff(rangeText(info)), roff(parameterText(defaults, info)));
    }
    return list;
}

/// gaugescope-cli.1, commands and options from where they are declared.
std::string manPage(const CLI::App& app)
{
    return fmt::format(R"(.TH GAUGESCOPE\-CLI 1 "" "Gaugescope {}" "User commands"
.SH NAME
gaugescope\-cli \- gauge transformer attention, dynamics and consensus on files
.SH SYNOPSIS
.B gaugescope\-cli
.I COMMAND
.RI [ arguments ]
.SH DESCRIPTION
Does what the compute core does, without a window and without a display.
.I COMMAND
.B \-\-help
lists the arguments of a command.
.SH COMMANDS
{}.SH OPTIONS OF THE MODEL
{}.SH EXIT STATUS
0 when all went well; 2 when an input or option was wrong: one line on standard error says which, and nothing was written;
130 after Ctrl\-C, which leaves no partial file; 1 for anything else.
.SH ENVIRONMENT
.TP
.B GAUGESCOPE_MEMORY_LIMIT
Bytes that the arrays of one file may take; half of the machine's memory otherwise.
.SH EXAMPLES
.nf
gaugescope\-cli embed "the cat sat on the mat" \-o beliefs.npz
gaugescope\-cli attend beliefs.npz \-o out.npz \-\-kappa 2
gaugescope\-cli holonomy beliefs.npz \-o out.npz \-\-connection power=0.3,1.5
gaugescope\-cli evolve beliefs.npz \-o out.npz \-\-layers 6
gaugescope\-cli info means.csv \-\-frames frames.csv \-\-group \(aqgl(10)*6\(aq
.fi
.SH SEE ALSO
.BR gaugescope (1)
)",
                       GAUGESCOPE_VERSION, commandList(app), optionList());
}

}  // namespace

void addManual(CLI::App& app)
{
    CLI::App* command = app.add_subcommand("manual", "the page of all parameters, as Markdown or as a manual page");
    const auto man = std::make_shared<bool>(false);
    command->add_flag("--man", *man, "the manual page gaugescope-cli(1), in roff");
    command->callback([&app, man] { fmt::print("{}", *man ? manPage(app) : parameterManual()); });
}

}  // namespace gauge::cli
