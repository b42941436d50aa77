#include "ui/panels/help_panel.h"

#include "core/pipeline/parameters.h"
#include "ui/views/all_views.h"

#include <algorithm>
#include <QFile>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>
#include <string_view>
#include <utility>

namespace gauge::ui {
namespace {

QString page(const QString& name)
{
    QFile file(QStringLiteral(":/manual/%1.md").arg(name));
    const QString text = file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    return QString(text).replace(QStringLiteral("<!-- views -->\n"), viewsManual());
}

/// Every parameter as a paragraph: the table of docs/parameters.md is wider than a panel.
QString parametersPage()
{
    QString text = QStringLiteral("# Parameters\n\n");
    std::string_view section;
    for (const ParameterInfo& info : parameterTable()) {
        if (std::exchange(section, info.section) != info.section)
            text += QStringLiteral("## %1\n\n").arg(QLatin1String(info.section));
        const QString unit = info.unit[0] == '\0' ? QString() : QLatin1Char(' ') + QString::fromUtf8(info.unit);
        text +=
            QStringLiteral(
                "**--%1** %2 *%3*\n\n%4\n\nValues: %5%6. Commands begin with %7; the window with what its tip says.\n\n")
                .arg(QLatin1String(info.name), QString::fromUtf8(info.symbol), QString::fromUtf8(info.label),
                     QString::fromUtf8(info.help),
                     QString::fromStdString(rangeText(info)).replace(QLatin1Char('<'), QStringLiteral("\\<")), unit,
                     QString::fromStdString(parameterText(Parameters{}, info)));
    }
    return text;
}

bool isParameter(const QString& topic)
{
    const auto& table = parameterTable();
    return std::any_of(table.begin(), table.end(),
                       [&](const ParameterInfo& info) { return topic == QLatin1String(info.name); });
}

}  // namespace

HelpPanel::HelpPanel(QWidget* parent) : QTextBrowser(parent)
{
    setObjectName(QStringLiteral("manual"));
    setAccessibleName(tr("Manual"));
    setToolTip(tr("F1 over a view or a control shows its passage here."));
    setFrameShape(QFrame::NoFrame);
    setOpenExternalLinks(true);
    setMarkdown(page(QStringLiteral("views")));
}

bool HelpPanel::showTopic(const QString& topic)
{
    const bool parameter = isParameter(topic);
    setMarkdown(parameter ? parametersPage() : page(QStringLiteral("views")));
    const QString wanted = parameter ? QStringLiteral("--") + topic : topic;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const QString text = block.text();
        const bool here = parameter
                              ? text.trimmed().startsWith(wanted) &&
                                    (text.trimmed().size() == wanted.size() || !text.trimmed()[wanted.size()].isLetter())
                              : block.blockFormat().headingLevel() > 0 && text.endsWith(QStringLiteral("(%1)").arg(wanted));
        if (!here)
            continue;
        QTextCursor cursor(block);
        cursor.select(QTextCursor::BlockUnderCursor);
        moveCursor(QTextCursor::End);
        setTextCursor(cursor);
        ensureCursorVisible();
        return true;
    }
    return false;
}

QString topicOf(const QWidget* widget)
{
    for (const QWidget* w = widget; w; w = w->parentWidget())
        if (const QString topic = w->property("help").toString(); !topic.isEmpty())
            return topic;
    return QStringLiteral("window");
}

}  // namespace gauge::ui
