#include "ui/panels/author_words.h"

#include "core/error.h"
#include "core/lesson/patch_json.h"
#include "ui/workspace/parameter_words.h"

#include <QCoreApplication>
#include <QStringList>

namespace gauge::ui {
namespace {

QString sourceWords(const lesson::Patch& patch)
{
    if (patch.file)
        return QCoreApplication::translate("author", "beliefs of %1").arg(QString::fromStdString(*patch.file));
    const QString text = QStringLiteral("“%1”").arg(firstWords(*patch.text, 60));
    return patch.model ? QCoreApplication::translate("author", "%1 by trained words").arg(text) : text;
}

QString settingWords(const lesson::Patch& patch)
{
    QStringList words;
    for (const auto& [name, value] : patch.parameters) {
        const ParameterInfo& info = parameterInfo(name);
        const QString called = parameterName(info);
        words << QStringLiteral("%1 = %2").arg(called, QString::fromStdString(value));
    }
    if (patch.onward)
        words << (*patch.onward ? QCoreApplication::translate("author", "from the layer on show on")
                                : QCoreApplication::translate("author", "from the first layer on"));
    return words.join(QStringLiteral(", "));
}

QStringList named(const std::vector<std::string>& names)
{
    QStringList list;
    for (const std::string& name : names)
        list << QString::fromStdString(name);
    return list;
}

QString lookWords(const lesson::Patch& patch)
{
    QStringList words;
    for (const auto& [view, options] : patch.options)
        for (const auto& [name, value] : options)
            words << QStringLiteral("%1 %2: %3")
                         .arg(QString::fromStdString(view), QString::fromStdString(name), QString::fromStdString(value));
    return words.join(QStringLiteral(", "));
}

QString handWords(const lesson::Patch& patch)
{
    QStringList words;
    if (patch.layer)
        words << (*patch.layer < 0 ? QCoreApplication::translate("author", "last layer")
                                   : QCoreApplication::translate("author", "layer %1").arg(*patch.layer));
    if (patch.lock)
        words << (patch.lock->empty() ? QCoreApplication::translate("author", "nothing locked")
                                      : QCoreApplication::translate("author", "%1 locked")
                                            .arg(named(*patch.lock).join(QStringLiteral(", "))));
    if (patch.pair)
        words << QCoreApplication::translate("author", "%1 hears %2 locked")
                     .arg(QString::fromStdString(patch.pair->first), QString::fromStdString(patch.pair->second));
    if (patch.pin)
        words << (*patch.pin ? QCoreApplication::translate("author", "pinned as A")
                             : QCoreApplication::translate("author", "nothing pinned"));
    if (patch.measure)
        words << QCoreApplication::translate("author", "costs are measured");
    if (patch.train > 0)
        words << QCoreApplication::translate("author", "trained for %n updates", nullptr, patch.train);
    return words.join(QStringLiteral(", "));
}

}  // namespace

QString firstWords(const std::string& text, int most)
{
    QString line = QString::fromStdString(text.substr(0, static_cast<std::size_t>(most) * 4)).simplified();
    line.remove(QLatin1Char('*')).remove(QLatin1Char('$'));
    return line.size() <= most ? line : line.left(most - 1) + QStringLiteral("…");
}

QString stateWords(const nlohmann::json& state)
{
    if (state.is_null())
        return {};
    try {
        const lesson::Patch patch = lesson::patchFrom(state);
        QStringList parts;
        if (patch.anew())
            parts << sourceWords(patch);
        parts << settingWords(patch) << named(patch.views).join(QStringLiteral(", ")) << lookWords(patch)
              << handWords(patch);
        parts.removeAll(QString());
        return parts.isEmpty() ? QCoreApplication::translate("author", "the same as before")
                               : parts.join(QStringLiteral("; "));
    } catch (const Error&) {
        return firstWords(state.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), 200);
    }
}

}  // namespace gauge::ui
