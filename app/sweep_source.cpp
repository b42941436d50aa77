#include "app/sweep_source.h"

#include "core/io/unicode.h"
#include "core/learn/trained_text.h"

namespace gauge::cli {

void addSource(CLI::App& app, Arguments& arguments, SourceArguments& said)
{
    app.add_option("IN", said.inputs, "belief file (.npz, .safetensors, .csv)");
    app.add_option("--text", said.text, "the beliefs of this text, instead of IN")->type_name("TEXT");
    app.add_option("--model", arguments.model,
                   "a trained model (.safetensors) or the one built in (learned), which gives --text its words");
}

bool given(const CLI::App& command, const char* name)
{
    return command.count(std::string("--") + name) > 0;
}

SweepSource sourceFrom(const Arguments& arguments, const SourceArguments& said, const CLI::App& command)
{
    SweepSource source;
    const bool text = given(command, "text");
    if (text && !said.inputs.empty())
        fail("{}: expected one belief file IN or --text TEXT, found both", command.get_name());
    if (!text && said.inputs.size() != 1)
        fail("{}: expected one belief file IN or --text TEXT, found {}", command.get_name(),
             said.inputs.empty() ? std::string("neither") : fmt::format("{} files", said.inputs.size()));
    if (!text) {
        for (const ParameterInfo& info : parameterTable())
            if (info.commands == kEmbed && given(command, info.name))
                fail("--{}: belongs to the built-in words of a --text, found a file", info.name);
        if (!arguments.model.empty())
            fail("--model: gives a --text its words, found a file");
        source.state = std::make_shared<const State>(readInput(arguments, said.inputs.front()));
        return source;
    }
    if (const std::size_t wrong = firstNotUtf8(said.text); wrong < said.text.size())
        fail("--text: expected UTF-8, found byte 0x{:02X} at byte {}", static_cast<unsigned char>(said.text[wrong]),
             wrong + 1);
    source.text = said.text;
    if (!arguments.model.empty())
        source.model = learn::modelFrom(arguments.model);
    return source;
}

}  // namespace gauge::cli
