#include "app/cli.h"

namespace gauge::cli {

void addManual(CLI::App& app)
{
    app.add_subcommand("manual", "the page of all parameters, as Markdown")->callback([] {
        fmt::print("{}", parameterManual());
    });
}

void addNotYet(CLI::App& app)
{
    for (const char* name : {"train", "eval"}) {
        CLI::App* command = app.add_subcommand(name, "not in this version");
        command->allow_extras();
        command->callback([name] { fail("{}: not implemented in this version", name); });
    }
}

}  // namespace gauge::cli
