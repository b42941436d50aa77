#include "ui/workspace/examples.h"

#include "core/error.h"
#include "core/io/npz.h"
#include "core/learn/trained_text.h"

#include <array>
#include <nlohmann/json.hpp>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

// A static library's resources have to be registered, from outside any namespace.
static void registerResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace gauge::ui {
namespace {

struct Listed {
    const char* name;
    const char* story;
};

/// Those of resources/examples, for the catalogues.
constexpr std::array kListed{
    Listed{QT_TRANSLATE_NOOP("examples", "The cat and the dog"),
           QT_TRANSLATE_NOOP("examples", "The four “the” are one belief from the start, and layer by layer cat and dog "
                                         "come to agree, and so do sat and while. Beliefs shows them walk together, "
                                         "Consensus who has become one.")},
    Listed{QT_TRANSLATE_NOOP("examples", "Positions turn the frames"),
           QT_TRANSLATE_NOOP("examples", "Every frame is turned a little further than the one before, so “the” is another "
                                         "belief at another place. In Attention the first “the” hears the second better "
                                         "than the last, and in Consensus first and last stay apart.")},
    Listed{QT_TRANSLATE_NOOP("examples", "A head for every irrep"),
           QT_TRANSLATE_NOOP("examples", "Four heads, one for each irrep, read the same words: in Attention three hear "
                                         "nearly everybody alike, the fourth keeps more to itself. Consensus leaves five "
                                         "agents of eighteen, bread with oven, red with wine.")},
    Listed{QT_TRANSLATE_NOOP("examples", "Only the past is heard"),
           QT_TRANSLATE_NOOP("examples", "Above the diagonal of Attention nothing is heard, and the first word, which "
                                         "hears only itself, never changes its belief. The later a “the” stands, the more "
                                         "voices it listens to.")},
    Listed{QT_TRANSLATE_NOOP("examples", "One word, two banks"),
           QT_TRANSLATE_NOOP("examples", "Both “bank” begin as one belief, but every word hears only four to either side. "
                                         "The first ends with river, the second with pay and debt; play the layers to see "
                                         "them part in Beliefs.")},
    Listed{QT_TRANSLATE_NOOP("examples", "A garden path"),
           QT_TRANSLATE_NOOP("examples", "After “made” the trained words wait for “of”, and after “of” for a thing; then "
                                         "“grows” turns the sentence round. In Next token it is the highest bar, the "
                                         "greatest surprise of all.")},
    Listed{QT_TRANSLATE_NOOP("examples", "Only neighbours are heard"),
           QT_TRANSLATE_NOOP("examples", "Attention is a narrow band: each word hears two to either side, and the twenty "
                                         "end in four unbroken stretches. The seven “the” began as one belief; now each "
                                         "belongs to the stretch it stands in.")},
    Listed{QT_TRANSLATE_NOOP("examples", "Three scales"),
           QT_TRANSLATE_NOOP("examples", "Sixteen words in mixed order gather scale by scale, each scale with twice the "
                                         "threshold of the one below. In Meta-tokens four agents of four words are left: "
                                         "animals, trees, grains and metals.")},
    Listed{QT_TRANSLATE_NOOP("examples", "Three camps"),
           QT_TRANSLATE_NOOP("examples", "Thirty-three people listen to those near in opinion: three camps come to agree, "
                                         "and Attention between them is next to nothing. The two surest of each, small "
                                         "ellipses in Beliefs, keep out of its group; Ivo, between two camps, joins "
                                         "neither.")},
    Listed{QT_TRANSLATE_NOOP("examples", "Agreement by turning"),
           QT_TRANSLATE_NOOP("examples", "Twelve birds hold the same belief, each in a frame of its own, and seem to "
                                         "disagree. Here hardly anything but the frames moves: in Gauge frames they turn "
                                         "until all point one way and the free energy is gone.")},
    Listed{QT_TRANSLATE_NOOP("examples", "A frustrated triangle"),
           QT_TRANSLATE_NOOP("examples", "Any two of the three could turn until they agree, but once round the triangle "
                                         "the links turn a belief by 155 degrees: in Consensus all three stay apart, and "
                                         "the free energy does not reach zero. Choose the mask window=1, so that nobody "
                                         "closes the loop, and it does.")},
    Listed{QT_TRANSLATE_NOOP("examples", "Two camps"),
           QT_TRANSLATE_NOOP("examples", "Three words say yes and three say no, and in Consensus they stay two agents. "
                                         "Press play, drag κ well up and a few layers later back: with the same "
                                         "parameters the run now ends with one.")},
    Listed{QT_TRANSLATE_NOOP("examples", "Trained in two minutes"),
           QT_TRANSLATE_NOOP("examples", "A small model trained by this program for two minutes gave these words their "
                                         "beliefs and frames. Every group in Consensus holds words of one kind: colours, "
                                         "numbers, verbs, peoples, persons and more.")},
    Listed{QT_TRANSLATE_NOOP("examples", "A day in three hundred words"),
           QT_TRANSLATE_NOOP("examples", "In four layers more than three hundred words become fewer than ninety agents. "
                                         "Consensus shows who went together: violin with piano, king with queen, bread "
                                         "with cheese, moon with stars.")},
};

std::string resource(const QString& name)
{
    QFile file(QStringLiteral(":/examples/") + name);
    if (!file.open(QIODevice::ReadOnly))
        fail("{}: expected it in the program's resources, found none", name.toStdString());
    return file.readAll().toStdString();
}

Example exampleFrom(const nlohmann::json& item)
{
    Example example;
    example.name = item.at("name");
    example.story = item.at("story");
    example.text = item.value("text", "");
    example.file = item.value("file", "");
    example.model = item.value("model", "");
    for (const auto& [name, value] : item.at("parameters").items())
        setParameter(example.parameters, parameterInfo(name), value.is_string() ? value.get<std::string>() : value.dump());
    for (const auto& claim : item.at("claims"))
        example.claims.push_back(claim);
    return example;
}

bool isExample(const RunInput& run, const Example& example)
{
    Parameters own = example.parameters;  // what one computes on is no part of it
    own.threads = run.parameters.threads;
    own.backend = run.parameters.backend;
    if (!(run.parameters == own))
        return false;
    if (!example.file.empty())
        return run.state && run.state->name == QFileInfo(QString::fromStdString(example.file)).baseName().toStdString();
    return !run.state && run.text == example.text && (run.model ? run.model->origin : std::string()) == example.model;
}

}  // namespace

const std::vector<Example>& examples()
{
    static const std::vector<Example> all = [] {
        registerResources();
        std::vector<Example> result;
        for (const auto& item : nlohmann::json::parse(resource(QStringLiteral("examples.json"))))
            result.push_back(exampleFrom(item));
        return result;
    }();
    return all;
}

RunInput inputOf(const Example& example)
{
    RunInput input;
    input.text = example.text;
    input.parameters = example.parameters;
    if (!example.model.empty())
        input.model = learn::modelFrom(example.model);
    if (!example.file.empty()) {
        const QString name = QString::fromStdString(example.file);
        const std::string bytes = resource(name);
        input.state = std::make_shared<const State>(stateFromArrays(readNpzBytes(bytes.data(), bytes.size(), example.file),
                                                                    QFileInfo(name).baseName().toStdString()));
    }
    return input;
}

std::vector<std::pair<const char*, const char*>> listedExamples()
{
    std::vector<std::pair<const char*, const char*>> listed;
    listed.reserve(kListed.size());
    for (const Listed& one : kListed)
        listed.emplace_back(one.name, one.story);
    return listed;
}

QString exampleTitle(const Example& example)
{
    return QCoreApplication::translate("examples", example.name.c_str());
}

QString exampleStory(const Example& example)
{
    return QCoreApplication::translate("examples", example.story.c_str());
}

QString storyOf(const RunInput& run)
{
    for (const Example& example : examples())
        if (isExample(run, example))
            return exampleStory(example);
    return {};
}

}  // namespace gauge::ui
