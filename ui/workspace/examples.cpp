#include "ui/workspace/examples.h"

#include "core/error.h"

#include <array>
#include <nlohmann/json.hpp>
#include <QCoreApplication>
#include <QFile>

// A static library's resources have to be registered, from outside any namespace.
static void registerResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace gauge::ui {
namespace {

/// Names in resources/examples, for the catalogues.
constexpr std::array kNames{
    QT_TRANSLATE_NOOP("examples", "The cat and the dog"),
    QT_TRANSLATE_NOOP("examples", "Positions turn the frames"),
    QT_TRANSLATE_NOOP("examples", "A head for every irrep"),
    QT_TRANSLATE_NOOP("examples", "Only the past is heard"),
};

}  // namespace

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

std::vector<const char*> listedExampleNames()
{
    return {kNames.begin(), kNames.end()};
}

QString exampleTitle(const Example& example)
{
    return QCoreApplication::translate("examples", example.name.c_str());
}

}  // namespace gauge::ui
