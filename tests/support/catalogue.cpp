#include "tests/support/catalogue.h"

#include <QFile>
#include <QRegularExpression>
#include <QXmlStreamReader>

namespace gauge::test {
namespace {

Message messageFrom(QXmlStreamReader& xml, const QString& context)
{
    Message m;
    m.context = context;
    m.plural = xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("source")) {
            m.source = xml.readElementText();
        } else if (xml.name() == QLatin1String("comment")) {
            m.comment = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            m.finished = !xml.attributes().hasAttribute(QLatin1String("type"));
            if (!m.plural)
                m.forms << xml.readElementText();
            else
                while (xml.readNextStartElement())
                    m.forms << xml.readElementText();
        } else {
            xml.skipCurrentElement();
        }
    }
    return m;
}

QStringList found(const QString& text, const QString& pattern)
{
    QStringList all;
    QRegularExpressionMatchIterator at = QRegularExpression(pattern).globalMatch(text);
    while (at.hasNext())
        all << at.next().captured(0).toLower();
    all.sort();
    return all;
}

}  // namespace

std::vector<Message> catalogue(const QString& path)
{
    std::vector<Message> messages;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return messages;
    QXmlStreamReader xml(&file);
    xml.readNextStartElement();
    while (xml.readNextStartElement()) {
        QString context;
        while (xml.readNextStartElement()) {
            if (xml.name() == QLatin1String("name"))
                context = xml.readElementText();
            else if (xml.name() == QLatin1String("message"))
                messages.push_back(messageFrom(xml, context));
            else
                xml.skipCurrentElement();
        }
    }
    return messages;
}

QStringList placesIn(const QString& text)
{
    return found(text, QStringLiteral("%(L?[0-9]+|L?n)"));
}

QStringList mnemonicsIn(const QString& text)
{
    return found(text, QStringLiteral("&[^\\s&](?!\\w*;)"));
}

}  // namespace gauge::test
