#include "ui/page/page_html.h"

#include "core/error.h"
#include "core/version.h"

#include <QCryptographicHash>
#include <QFile>

namespace gauge::ui {
namespace {

QByteArray resource(const QString& name)
{
    QFile file(QStringLiteral(":/page/") + name);
    if (!file.open(QIODevice::ReadOnly))
        fail("page: expected {} among the program's resources, found none", name.toStdString());
    return file.readAll();
}

/// The script: its files in their order, in one scope of their own.
QByteArray script()
{
    QByteArray all = "(() => {\n'use strict';\n";
    for (const QByteArray& name : resource(QStringLiteral("order.txt")).split('\n'))
        if (!name.trimmed().isEmpty())
            all += resource(QString::fromUtf8(name.trimmed())) + '\n';
    return all + "})();\n";
}

/// A source of the policy: exactly these bytes.
QByteArray sourceOf(const QByteArray& text)
{
    return "'sha256-" + QCryptographicHash::hash(text, QCryptographicHash::Sha256).toBase64() + "'";
}

/// JSON that no browser takes for the end of its element.
QByteArray dataOf(const page::Content& content)
{
    nlohmann::json whole = content.json;
    whole["program"] = "Gaugescope " GAUGESCOPE_VERSION;
    nlohmann::json lists = nlohmann::json::array();
    for (const std::string& bytes : content.lists)
        lists.push_back(
            QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())).toBase64().toStdString());
    whole["blobs"] = std::move(lists);
    QByteArray text = QByteArray::fromStdString(whole.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    text.replace("<", "\\u003c");
    return text;
}

/// The template with what stands between its signs: @NAME@, each once.
QByteArray filled(const QByteArray& form, const std::vector<std::pair<QByteArray, QByteArray>>& parts)
{
    QByteArray out;
    qsizetype from = 0;
    while (true) {
        qsizetype next = -1;
        const std::pair<QByteArray, QByteArray>* found = nullptr;
        for (const auto& part : parts)
            if (const qsizetype at = form.indexOf(part.first, from); at >= 0 && (next < 0 || at < next)) {
                next = at;
                found = &part;
            }
        if (!found)
            return out + form.mid(from);
        out += form.mid(from, next - from) + found->second;
        from = next + found->first.size();
    }
}

QByteArray put(const QByteArray& data, const QString& title, const QString& stills)
{
    const QByteArray style = resource(QStringLiteral("page.css"));
    const QByteArray code = script();
    const QByteArray policy = "default-src 'none'; script-src " + sourceOf(code) + "; style-src " + sourceOf(style) +
                              "; img-src data:; base-uri 'none'; form-action 'none'";
    return filled(resource(QStringLiteral("page.html")), {{"@LANG@", "en"},
                                                          {"@TITLE@", title.toHtmlEscaped().toUtf8()},
                                                          {"@CSP@", policy},
                                                          {"@STYLE@", style},
                                                          {"@DATA@", data},
                                                          {"@SCRIPT@", code},
                                                          {"@FIGURES@", stills.toUtf8()}});
}

}  // namespace

std::size_t emptyPageSize()
{
    return static_cast<std::size_t>(put({}, {}, {}).size());
}

QByteArray htmlOf(const page::Content& content, const QString& title, const QString& stills)
{
    const QByteArray page = put(dataOf(content), title, stills);
    if (static_cast<std::size_t>(page.size()) > kLargestPage)
        fail("page: expected at most {} bytes, found {}", kLargestPage, page.size());
    return page;
}

}  // namespace gauge::ui
