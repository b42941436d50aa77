#include "ui/workspace/examples.h"

#include "core/error.h"

#include <nlohmann/json.hpp>
#include <QFile>

// A static library's resources have to be registered, from outside any namespace.
static void registerResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace gauge::ui {

std::vector<Example> examples()
{
    registerResources();
    QFile file(QStringLiteral(":/examples/examples.json"));
    if (!file.open(QIODevice::ReadOnly))
        fail("examples: expected them in the program's resources, found none");
    std::vector<Example> result;
    for (const auto& item : nlohmann::json::parse(file.readAll().toStdString())) {
        Example example{item.at("name"), item.at("text"), {}};
        for (const auto& [name, value] : item.at("parameters").items())
            setParameter(example.parameters, parameterInfo(name),
                         value.is_string() ? value.get<std::string>() : value.dump());
        result.push_back(std::move(example));
    }
    return result;
}

}  // namespace gauge::ui
