#include "ui/figure/referee.h"

#include "core/pipeline/cluster_colours.h"
#include "ui/painter/colour_vision.h"

#include <QObject>

namespace gauge::ui {
namespace {

QString andMore(qsizetype count)
{
    return count > 1 ? QObject::tr(" and %1 more").arg(count - 1) : QString();
}

void addText(const PrintNotes& notes, QStringList& found)
{
    if (notes.leastText < 5)
        found << QObject::tr("Text of %1 pt ('%2'): journals ask for 5 pt or more. Raise the text size.")
                     .arg(QString::number(notes.leastText, 'g', 2), notes.leastTextSample);
    if (!notes.cut.empty())
        found << QObject::tr("Cut off: '%1'%2. Make the figure larger or its text smaller.")
                     .arg(*notes.cut.begin(), andMore(static_cast<qsizetype>(notes.cut.size())));
    if (!notes.shortened.empty())
        found << QObject::tr("Shortened: '%1' for '%2'%3. Make the figure larger or its text smaller.")
                     .arg(notes.shortened.begin()->second, notes.shortened.begin()->first,
                          andMore(static_cast<qsizetype>(notes.shortened.size())));
    for (const auto& [of, count] : notes.dropped)
        found << QObject::tr("%1: %2 of %3 are written. Make the figure larger or its text smaller.")
                     .arg(of, QString::number(count.first), QString::number(count.second));
    if (!notes.overlapping.empty())
        found << QObject::tr("Over one another: '%1' and '%2'%3.")
                     .arg(notes.overlapping.begin()->first, notes.overlapping.begin()->second,
                          andMore(static_cast<qsizetype>(notes.overlapping.size())));
}

void addFonts(const PrintNotes& notes, const Style& style, QStringList& found)
{
    const QString asked = style.textFont().families().constFirst();
    if (const QString family = QFontInfo(style.textFont()).family(); family != asked)
        found << QObject::tr("The font '%1' is not here; '%2' came instead.").arg(asked, family);
    for (const auto& [family, characters] : notes.otherFonts)
        found << QObject::tr("'%1' has no '%2': taken from '%3'.")
                     .arg(QFontInfo(style.textFont()).family(), characters.left(12), family);
    if (!notes.boxes.empty()) {
        QString characters;
        for (const QString& c : notes.boxes)
            characters += c;
        found << QObject::tr("No font here has '%1': boxes were drawn.").arg(characters.left(12));
    }
}

/// Colours that tell groups, lines or axes apart, were used, and look alike.
void addColours(const PrintNotes& notes, const Style& style, QStringList& found)
{
    std::vector<QColor> used;
    const auto take = [&](const QColor& colour) {
        if (notes.colours.count(colour.rgb()) != 0)
            used.push_back(colour);
    };
    for (int k = 0; k < kMostColours; ++k)
        take(style.cluster(k));
    for (int k = 0; k < 3; ++k)
        take(style.axis(k));
    for (const auto& [vision, where] : {std::pair(Vision::Deuteranope, QObject::tr("without green cones")),
                                        std::pair(Vision::Greyscale, QObject::tr("in greyscale"))}) {
        QStringList pairs;
        for (const auto& [a, b] : lookingAlike(used, vision))
            pairs << a.name() + QObject::tr(" and ") + b.name();
        if (!pairs.isEmpty())
            found << QObject::tr("Look alike %1: %2.").arg(where, pairs.join(QStringLiteral(", ")));
    }
}

}  // namespace

QStringList objectionsTo(const PrintNotes& notes, const Style& style)
{
    QStringList found;
    addText(notes, found);
    if (notes.leastLine < 0.2499)
        found << QObject::tr("A line of %1 pt was widened to 0.25 pt, the thinnest that prints.")
                     .arg(QString::number(notes.leastLine, 'g', 2));
    addFonts(notes, style, found);
    addColours(notes, style, found);
    return found;
}

}  // namespace gauge::ui
